package io.gitvolumereloader.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network with all its faults, on demand: a TCP proxy on loopback that forwards, and cuts, ends, stalls, delays and
 * refuses connections. Safe for any number of threads.
 */
public final class BadLine implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final int BUFFER = 8192;

    private final int target;
    private final int port;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean swallowsAll;
    private ServerSocket listening;

    /** A faultless line to {@code target}, a port on loopback. */
    public BadLine(int target) {
        this.target = target;
        this.listening = listen(0);
        this.port = listening.getLocalPort();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** How many connections it has accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** Breaks every connection with a reset, as a crash of the other side does. */
    public void cut() {
        connections.forEach(Connection::reset);
    }

    /** Ends every connection in order, as a shutdown of the other side does. */
    public void end() {
        connections.forEach(Connection::end);
    }

    /** From now on the present connections swallow every byte and stay open, as behind a gateway that forgot them. */
    public void stall() {
        connections.forEach(connection -> connection.swallows = true);
    }

    /** Present and new connections swallow every byte, until it is restored. */
    public void swallowAll() {
        swallowsAll = true;
        stall();
    }

    /** Each piece of data arrives later by {@code by}. */
    public void delay(Duration by) {
        delay = by;
    }

    /** Breaks every connection and refuses new ones, until it is restored. */
    public synchronized void refuse() {
        close(listening);
        cut();
    }

    /** New connections are faultless again. */
    public synchronized void restore() {
        delay = Duration.ZERO;
        swallowsAll = false;
        if (listening.isClosed()) {
            listening = listen(port);
        }
    }

    @Override
    public synchronized void close() {
        refuse();
    }

    private ServerSocket listen(int where) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), BACKLOG);
            Thread.startVirtualThread(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't listen on port " + where, e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                accepted.incrementAndGet();
                var connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
                connection.swallows = swallowsAll;
                connections.add(connection);
                Thread.startVirtualThread(() -> connection.pump(connection.client, connection.server));
                Thread.startVirtualThread(() -> connection.pump(connection.server, connection.client));
            } catch (IOException _) {
                // The listening socket is closed, or nobody listens behind the line.
            }
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The two halves of one connection. */
    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean swallows;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void reset() {
            try {
                client.setSoLinger(true, 0); // so that closing sends RST and not FIN
            } catch (IOException _) {
                // It is closed already.
            }
            BadLine.close(client);
            BadLine.close(server);
            connections.remove(this);
        }

        void end() {
            try {
                client.shutdownOutput();
            } catch (IOException _) {
                // It is closed already.
            }
            BadLine.close(server);
            connections.remove(this);
        }

        void pump(Socket from, Socket to) {
            var buffer = new byte[BUFFER];
            try {
                for (int read; (read = from.getInputStream().read(buffer)) >= 0; ) {
                    Thread.sleep(delay);
                    if (!swallows) {
                        to.getOutputStream().write(buffer, 0, read);
                    }
                }
                if (!swallows) {
                    to.shutdownOutput();
                }
            } catch (IOException _) {
                // One of the two is closed.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
