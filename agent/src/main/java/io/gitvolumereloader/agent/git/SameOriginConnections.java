package io.gitvolumereloader.agent.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the repository's own origin only, so that a redirect can't carry the token elsewhere. From http
 * to https on the default ports counts as the same origin.
 */
final class SameOriginConnections implements HttpConnectionFactory {
    private final URI repository;
    private final Timeouts timeouts;
    private final Deadline deadline;

    SameOriginConnections(URI repository, Timeouts timeouts, Deadline deadline) {
        this.repository = repository;
        this.timeouts = timeouts;
        this.deadline = deadline;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        check(url);
        return new WatchedConnection(url, timeouts, deadline);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        check(url);
        return proxy == null
                ? new WatchedConnection(url, timeouts, deadline)
                : new WatchedConnection(url, proxy, timeouts, deadline);
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

    /** The remote wanted to send the agent to another origin; the message is that origin. */
    static final class RedirectedException extends IOException {
        private static final long serialVersionUID = 1;

        RedirectedException(String where) {
            super(where);
        }
    }
}
