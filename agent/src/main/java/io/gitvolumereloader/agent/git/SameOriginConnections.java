package io.gitvolumereloader.agent.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to one host only, by its scheme or a safer one, so that a redirect can't carry the token elsewhere.
 */
final class SameHostConnections implements HttpConnectionFactory {
    private final URI repository;
    private final HttpConnectionFactory connections = new JDKHttpConnectionFactory();

    SameHostConnections(URI repository) {
        this.repository = repository;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        check(url);
        return connections.create(url);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        check(url);
        return connections.create(url, proxy);
    }

    private void check(URL url) throws RedirectedException {
        var sameHost = url.getHost().equalsIgnoreCase(repository.getHost());
        var noWeaker = url.getProtocol().equalsIgnoreCase("https")
                || !repository.getScheme().equalsIgnoreCase("https");
        if (!sameHost || !noWeaker) {
            throw new RedirectedException(url.getProtocol() + "://" + url.getHost());
        }
    }

    /** The remote wanted to send the agent to another host. */
    static final class RedirectedException extends IOException {
        private static final long serialVersionUID = 1;

        RedirectedException(String where) {
            super(where);
        }
    }
}
