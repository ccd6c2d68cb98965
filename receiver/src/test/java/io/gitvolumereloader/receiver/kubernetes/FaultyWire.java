package io.gitvolumereloader.receiver.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy that breaks what it carries: it cuts connections, refuses new ones, and lets single ones fall silent. */
final class FaultyWire implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final long LINGER_MILLIS = 2;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toSilence = new AtomicInteger();
    private final int target;
    private final int port;
    private volatile ServerSocket server;
    private volatile Future<?> accepting;
    private volatile boolean slow;

    /** @param target the port on this machine to which connections lead */
    FaultyWire(int target) throws IOException {
        this.target = target;
        this.server = listen(0);
        this.port = server.getLocalPort();
        this.accepting = threads.submit(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Resets all connections and refuses new ones, as a machine does whose server has ended. */
    void cut() throws IOException {
        server.close();
        try {
            accepting.get(); // the port is free only then
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
        for (var socket : open) {
            reset(socket);
        }
    }

    /** Takes connections again. */
    void mend() throws IOException {
        server = listen(port);
        accepting = threads.submit(this::accept);
    }

    /** The next connections are taken, and nothing ever comes back. */
    void silence(int connections) {
        toSilence.set(connections);
    }

    /** From now on everything takes a few milliseconds longer. */
    void delay() {
        slow = true;
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        return socket;
    }

    private void accept() {
        var here = server;
        while (!here.isClosed()) {
            try {
                carry(here.accept());
            } catch (IOException _) {
                return; // closed on purpose
            }
        }
    }

    private void carry(Socket one) throws IOException {
        open.add(one);
        var silent = toSilence.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        var other = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(other);
        threads.execute(() -> pump(one, other, false));
        threads.execute(() -> pump(other, one, silent));
    }

    private void pump(Socket from, Socket to, boolean silent) {
        var buffer = new byte[BUFFER];
        try (from;
                to) {
            var in = from.getInputStream();
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (slow) {
                    Thread.sleep(LINGER_MILLIS);
                }
                if (!silent) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException _) {
            reset(to); // what breaks on one side breaks on the other
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (SocketException _) {
            // closed already
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        threads.shutdownNow();
        threads.close();
    }
}
