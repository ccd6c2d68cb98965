package io.gitvolumereloader.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Git smart-HTTP server on a free loopback port, made of {@code git http-backend} and the JDK's HTTP server, that can
 * stall, fail and ask for a token.
 *
 * <p>Safe for any number of threads.
 */
public final class GitServer implements AutoCloseable {
    private static final int NO_FAILURE = 0;

    static {
        // Without it each answer on a kept connection waits up to 40 ms for the client's acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Path root;
    private final GitBackend backend;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Consumer<RefChange>> listeners = new CopyOnWriteArrayList<>();
    private final Gate fetches = new Gate();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int failure = NO_FAILURE;
    private volatile @Nullable Password password;

    /**
     * A ref that a push changed.
     *
     * @param repository as given to {@link #create}
     * @param ref the full name
     * @param before what the ref named before the push; null if the push created it
     * @param after what it names since; null if the push deleted it
     * @param at when the push was accepted, before its client heard of it
     */
    public record RefChange(
            String repository,
            String ref,
            @Nullable String before,
            @Nullable String after,
            Instant at) {}

    private GitServer(Path root) throws IOException {
        this.root = root;
        this.backend = new GitBackend(root);
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    /**
     * Starts a server.
     *
     * @param root the folder of the bare repositories; made if it isn't there
     */
    public static GitServer start(Path root) {
        try {
            return new GitServer(Files.createDirectories(root).toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start a Git server for " + root, e);
        }
    }

    /**
     * Makes an empty bare repository whose default branch is {@code main} and that takes any push.
     *
     * @param repository the path of its URL, "docs.git" for instance
     * @return its folder
     */
    public Path create(String repository) {
        var folder = root.resolve(repository);
        new Git(root).run("init", "--quiet", "--bare", "--initial-branch=main", folder.toString());
        var git = new Git(folder);
        git.run("config", "http.receivepack", "true");
        git.run("config", "uploadpack.allowAnySHA1InWant", "true");
        git.run("config", "receive.denyDeleteCurrent", "ignore");
        git.run("config", "receive.autogc", "false");
        try {
            PushHook.install(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't install the hook of " + folder, e);
        }
        return folder;
    }

    /** Where {@code repository} is cloned from and pushed to. */
    public URI url(String repository) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/" + repository);
    }

    /** From now on asks for Basic authentication, any user with this password; null asks for nothing. */
    public void requireToken(@Nullable String token) {
        password = token == null ? null : new Password(token);
    }

    /** Calls {@code listener} once for each ref that a push changed, on a thread that the push doesn't wait for. */
    public void onPush(Consumer<RefChange> listener) {
        listeners.add(listener);
    }

    /** Makes every request of a fetch wait until {@link #release}; pushes go on. */
    public void hold() {
        fetches.shut();
    }

    /** Lets the requests go on that {@link #hold} made wait. */
    public void release() {
        fetches.open();
    }

    /** How many requests wait for {@link #release} at this moment. */
    public int held() {
        return fetches.waiting();
    }

    /** Answers every request with this HTTP status until {@link #recover}. */
    public void failWith(int status) {
        failure = status;
    }

    /** Answers properly again. */
    public void recover() {
        failure = NO_FAILURE;
    }

    /** Bytes of answers so far, without their heads. */
    public long sent() {
        return backend.sent();
    }

    /** HTTP requests seen so far, refused ones included. */
    public int requests() {
        return requests.get();
    }

    /** Ends the server and every child that serves a request. Safe to call twice. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (failure != NO_FAILURE) {
                exchange.sendResponseHeaders(failure, -1);
            } else if (!authorized(exchange)) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (exchange.getRequestURI().toString().endsWith("git-upload-pack")) {
                fetches.pass();
                backend.answer(exchange, Map.of());
            } else {
                answerPush(exchange);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean authorized(HttpExchange exchange) {
        var expected = password;
        return expected == null || expected.isIn(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void answerPush(HttpExchange exchange) throws IOException {
        try (var hook = new PushHook(root)) {
            backend.answer(exchange, hook.environment());
            var repository = exchange.getRequestURI().getPath().replaceFirst("^/(.+)/git-receive-pack$", "$1");
            hook.changes(repository, Instant.now()).forEach(this::announce);
        }
    }

    private void announce(RefChange change) {
        threads.execute(() -> listeners.forEach(listener -> listener.accept(change)));
    }
}
