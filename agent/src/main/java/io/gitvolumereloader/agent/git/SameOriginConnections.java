package io.gitvolumereloader.agent.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the repository's own origin only, so that a redirect can't carry the token elsewhere, and gives
 * up a remote that is silent for too long. From http to https on the default ports counts as the same origin.
 */
final class SameOriginConnections implements HttpConnectionFactory {
    private final URI repository;
    private final int silenceMillis;

    SameOriginConnections(URI repository, Duration longestSilence) {
        this.repository = repository;
        this.silenceMillis = Math.toIntExact(longestSilence.toMillis());
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        check(url);
        return new Connection(url, silenceMillis);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        check(url);
        return proxy == null ? new Connection(url, silenceMillis) : new Connection(url, proxy, silenceMillis);
    }

    private void check(URL url) throws RedirectedException {
        var from = repository.getScheme();
        var to = url.getProtocol();
        var sameScheme = to.equalsIgnoreCase(from) && port(url.getPort(), to) == port(repository.getPort(), from);
        var upgrade = to.equalsIgnoreCase("https")
                && port(url.getPort(), to) == 443
                && port(repository.getPort(), from) == 80;
        if (!url.getHost().equalsIgnoreCase(repository.getHost()) || !(sameScheme || upgrade)) {
            throw new RedirectedException(to + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()));
        }
    }

    private static int port(int port, String scheme) {
        return port >= 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
    }

    /** A connection with time limits of its own; JGit would set none. */
    private static final class Connection extends JDKHttpConnection {
        private final int silenceMillis;

        Connection(URL url, int silenceMillis) throws IOException {
            super(url);
            this.silenceMillis = silenceMillis;
        }

        Connection(URL url, Proxy proxy, int silenceMillis) throws IOException {
            super(url, proxy);
            this.silenceMillis = silenceMillis;
        }

        @Override
        public void setConnectTimeout(int timeout) {
            super.setConnectTimeout(silenceMillis);
        }

        @Override
        public void setReadTimeout(int timeout) {
            super.setReadTimeout(silenceMillis);
        }
    }

    /** The remote wanted to send the agent to another origin; the message is that origin. */
    static final class RedirectedException extends IOException {
        private static final long serialVersionUID = 1;

        RedirectedException(String where) {
            super(where);
        }
    }
}
