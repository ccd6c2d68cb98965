package io.gitvolumereloader.local.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server on the loopback interface and counts the bytes that clients read from it. */
final class CountingProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final int server;
    private final ServerSocket listening;
    private final AtomicLong read = new AtomicLong();

    private CountingProxy(int server, ServerSocket listening) {
        this.server = server;
        this.listening = listening;
    }

    /** Begins to stand before the server of {@code url}. */
    static CountingProxy before(URI url) {
        try {
            var proxy = new CountingProxy(url.getPort(), new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
            Thread.startVirtualThread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't listen on a loopback port", e);
        }
    }

    /** {@code url} by way of this proxy. */
    URI of(URI url) {
        return URI.create("http://" + url.getHost() + ":" + listening.getLocalPort() + url.getPath());
    }

    /** Bytes that clients have read so far, HTTP's own included. */
    long bytesRead() {
        return read.get();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't stop listening", e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                Thread.startVirtualThread(() -> forward(client));
            } catch (IOException _) {
                // Closed, or the client went before it was served.
            }
        }
    }

    private void forward(Socket client) {
        try (client;
                var upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            var requests = Thread.startVirtualThread(() -> copy(client, upstream, new AtomicLong()));
            copy(upstream, client, read);
            requests.join();
        } catch (IOException _) {
            // One of both has gone; the other one learns it by its connection's end.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to, AtomicLong count) {
        try {
            copy(from.getInputStream(), to.getOutputStream(), count);
            to.shutdownOutput();
        } catch (IOException _) {
            // As above.
        }
    }

    private static void copy(InputStream from, OutputStream to, AtomicLong count) throws IOException {
        var buffer = new byte[BUFFER];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            count.addAndGet(length);
            to.write(buffer, 0, length);
        }
    }
}
