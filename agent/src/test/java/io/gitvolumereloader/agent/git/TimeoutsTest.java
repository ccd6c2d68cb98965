package io.gitvolumereloader.agent.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.Remote.Fetched;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeoutsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Timeouts CONNECT = new Timeouts(SHORT, LONG, LONG, LONG);
    private static final Timeouts FIRST_BYTE = new Timeouts(LONG, SHORT, LONG, LONG);
    private static final Timeouts STALL = new Timeouts(LONG, LONG, SHORT, LONG);
    private static final Timeouts WHOLE = new Timeouts(LONG, LONG, LONG, SHORT);

    @TempDir
    Path scratch;

    private Store store;

    @BeforeEach
    void start() {
        store = new Store(scratch.resolve("store"));
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void connectionThatIsNeverTakenIsGivenUp() throws Exception {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = new ArrayList<SocketChannel>();
            for (var i = 0; i < 4; i++) {
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort()));
                waiting.add(channel);
            }
            assertThat(reason(fetch(URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/docs.git"), CONNECT)))
                    .contains("no connection stood after 0.5 s", "agent.timeout.connect");
            for (var channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void encryptionThatIsNeverAgreedOnIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(reason(fetch(URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/docs.git"), CONNECT)))
                    .contains("no connection stood after 0.5 s", "agent.timeout.connect");
        }
    }

    @Test
    void stalledRemoteIsGivenUpBeforeItsFirstByte() throws Exception {
        try (var silent = new Scripted(_ -> stall())) {
            assertThat(reason(fetch(silent.url(), FIRST_BYTE)))
                    .contains("did not begin to answer within 0.5 s", "agent.timeout.first-byte");
        }
    }

    @Test
    void stalledRemoteIsGivenUpWithinAnAnswer() throws Exception {
        try (var pausing = new Scripted(exchange -> {
            var out = begin(exchange);
            out.write("001e# service=git-upload-pack\n0000fff0".getBytes(UTF_8));
            out.flush();
            stall();
        })) {
            assertThat(reason(fetch(pausing.url(), STALL)))
                    .contains("paused for 0.5 s within an answer", "agent.timeout.stall");
        }
    }

    @Test
    void remoteThatTricklesForEverIsGivenUp() throws Exception {
        try (var trickle = new Scripted(exchange -> {
            var out = begin(exchange);
            out.write("001e# service=git-upload-pack\n0000fff0".getBytes(UTF_8));
            for (; ; ) {
                out.write('0');
                out.flush();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        })) {
            assertThat(reason(fetch(trickle.url(), WHOLE)))
                    .contains("it took longer than 0.5 s", "agent.timeout is too short");
        }
    }

    @Test
    void threadThatNoInterruptWakesIsWokenByItsSocket() throws Exception {
        try (var silent = new Scripted(_ -> stall())) {
            var remote = new GitRemote(store, Credentials.NONE, new Timeouts(LONG, SHORT, SHORT, LONG));
            assertThat(reason(remote.fetch(main(silent.url()), null)))
                    .contains("did not begin to answer within 0.5 s", "agent.timeout.first-byte");
        }
    }

    @Test
    void stalledRemoteThatComesBackIsFetchedFrom() throws Exception {
        try (var server = GitServer.start(scratch.resolve("git"))) {
            server.create("docs.git");
            var work = Git.cloneOf(server.url("docs.git"), scratch.resolve("work"));
            Files.writeString(work.folder().resolve("a"), "1");
            work.run("add", "--all");
            work.run("commit", "--quiet", "--message", "one");
            work.run("push", "--quiet", "origin", "HEAD:main");

            server.hold();
            assertThat(reason(fetch(server.url("docs.git"), FIRST_BYTE))).contains("agent.timeout.first-byte");
            server.release();
            assertThat(fetch(server.url("docs.git"), Timeouts.DEFAULT)).isInstanceOf(Fetched.Found.class);
        }
    }

    @Test
    void limitsOutOfBoundsAreRefusedByTheNamesOfTheirSettings() {
        var day = Duration.ofDays(1);
        var zero = Duration.ZERO;
        assertThatThrownBy(() -> new Timeouts(zero, day, day, day))
                .hasMessageContaining("agent.timeout.connect is")
                .hasMessageContaining("100ms");
        assertThatThrownBy(() -> new Timeouts(day, zero, day, day)).hasMessageContaining("agent.timeout.first-byte is");
        assertThatThrownBy(() -> new Timeouts(day, day, zero, day)).hasMessageContaining("agent.timeout.stall is");
        assertThatThrownBy(() -> new Timeouts(day, day, day, day.plusNanos(1)))
                .hasMessageContaining("agent.timeout is")
                .hasMessageContaining("24h");
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** Until the server is closed. */
    private static void stall() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** As in production, where an interrupt ends what waits for the network. */
    private Fetched fetch(URI url, Timeouts timeouts) throws Exception {
        var remote = new GitRemote(store, Credentials.NONE, timeouts);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.submit(() -> remote.fetch(main(url), null)).get();
        }
    }

    private static Follow main(URI url) {
        return new Follow(new RemoteUrl(url), new FollowedRef("main"));
    }

    private static String reason(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Failed.class);
        return ((Fetched.Failed) fetched).reason();
    }
}
