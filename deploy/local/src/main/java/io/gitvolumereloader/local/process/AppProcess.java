package io.gitvolumereloader.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a packaged Quarkus application: a JVM of its own on free loopback ports.
 *
 * <p>Safe for any number of threads.
 */
public final class AppProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Longer: each look that finds it not ready is noted in its log. */
    private static final Duration HEALTH_PAUSE = Duration.ofMillis(200);

    private static final int REQUEST_MILLIS = 5_000;

    /** Small JVMs: three of them share the machine with us. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xss256k",
            "-Xmx64m",
            "-XX:-UsePerfData", // a killed JVM would leave its file behind
            "-Djava.net.preferIPv4Stack=true");

    private static final Map<String, String> SURROUNDINGS = Map.of(
            "LC_ALL", "C.UTF-8", // a JVM in the C locale can't write names beyond ASCII
            "MALLOC_ARENA_MAX", "1",
            "NO_PROXY", "127.0.0.1,localhost",
            "no_proxy", "127.0.0.1,localhost",
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARKUS_HTTP_PORT", "0",
            "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT", "0");

    /** What of our own environment would be read as settings. */
    private static final Set<String> FOREIGN =
            Set.of("AGENT_", "RECEIVER_", "POD_", "QUARKUS_", "KUBERNETES_", "KUBECONFIG", "GIT_", "JAVA_TOOL_OPTIONS");

    private final Program program;
    private final LogFile log;
    private final Process process;
    private volatile @Nullable Listening listening;

    private AppProcess(Program program, LogFile log, Process process) {
        this.program = program;
        this.log = log;
        this.process = process;
    }

    /** Starts the program and returns at once. */
    public static AppProcess start(Program program) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(program.flags());
        command.add("-Djava.io.tmpdir=" + program.temporary());
        command.addAll(List.of("-jar", program.jar().toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(program.log().toFile()));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        environment.putAll(SURROUNDINGS);
        environment.putAll(program.settings());
        try {
            var log = LogFile.fromItsEnd(program.log());
            return new AppProcess(program, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + program.name() + " by " + command, e);
        }
    }

    /**
     * Waits until the program says that it is ready.
     *
     * @throws IllegalStateException if it ends or takes longer than a minute; the message has the end of its log
     */
    public void awaitReady() {
        var health = management().resolve("/q/health/ready");
        await("was not ready", HEALTH_PAUSE, () -> isOk(health));
    }

    /** Where its application listens, or listened before it ended. Waits for it. */
    public URI http() {
        return listening().http();
    }

    /** Where health, metrics and status are, or were. Waits for it. */
    public URI management() {
        return listening().management();
    }

    private Listening listening() {
        var known = listening;
        if (known == null) {
            await("did not listen", PAUSE, () -> Listening.isIn(log.text()));
            known = Listening.read(log.text());
            listening = known;
        }
        return known;
    }

    private void await(String trouble, Duration pause, BooleanSupplier condition) {
        Eventually.until(
                START_LIMIT,
                pause,
                () -> condition.getAsBoolean() || !process.isAlive(),
                () -> "%s %s within %d s; %s".formatted(program.name(), trouble, START_LIMIT.toSeconds(), log.tail()));
        if (!condition.getAsBoolean()) {
            throw new IllegalStateException(
                    "%s %s, but ended with %d; %s".formatted(program.name(), trouble, process.exitValue(), log.tail()));
        }
    }

    private static boolean isOk(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(REQUEST_MILLIS);
            connection.setReadTimeout(REQUEST_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException _) {
            return false; // not yet
        }
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what it printed. */
    public String tail() {
        return program.name() + ": " + log.tail();
    }

    /** Ends it as {@code kill -9} does, and waits until it has gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end, waits up to ten seconds, and then kills it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
