package io.gitvolumereloader.agent.testing;

import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.binary.Binaries;
import io.fabric8.kubeapitest.binary.BinaryManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The programs {@code kube-apiserver} and {@code etcd}: where they are, and one run of each. They come from <a
 * href="https://github.com/fabric8io/kubernetes-client/blob/main/doc/kube-api-test.md">kube-api-test</a>: the folder
 * {@code KUBE_API_TEST_DIR} ({@code ~/.kubeapitest} by default), or downloaded into it.
 */
public final class Servers {
    private static final int LOWEST_PORT = 20_000;
    private static final int FIRST_PORT_OF_CONNECTIONS = 32_768;
    private static final int MAX_TRIES = 100;

    private Servers() {}

    /** The newest ones there are. */
    public static Binaries find() {
        // The library fails on the variable itself (ClassCastException).
        var offline = Boolean.parseBoolean(System.getenv("KUBE_API_TEST_OFFLINE_MODE"));
        var manager = new BinaryManager(
                new KubeAPIServerConfigBuilder().withOfflineMode(offline).build());
        try {
            manager.initAndDownloadIfRequired();
            return manager.binaries();
        } catch (KubeAPITestException e) {
            throw new IllegalStateException(
                    "No API server for -Papi-server: kube-apiserver, etcd and kubectl are not in"
                            + " $KUBE_API_TEST_DIR/k8s/<version>-<os>-<architecture> and could not be fetched from GitHub ("
                            + e.getMessage() + "); put them there, or give this build a way to GitHub.",
                    e);
        }
    }

    /**
     * A port on loopback that nobody listens on, and that no outgoing connection takes before the server does, or while
     * it is restarted: those have ports from 32,768 on, on Linux.
     */
    static int freePort() {
        return new Random()
                .ints(MAX_TRIES, LOWEST_PORT, FIRST_PORT_OF_CONNECTIONS)
                .filter(Servers::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port is free"));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** A new temporary folder with a file. */
    static Path folderWith(String file, String text) {
        try {
            var folder = Files.createTempDirectory("api-server");
            Files.writeString(folder.resolve(file), text);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes {@code folder} and all in it. */
    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a program ends: in the midst of things, or in order. */
    public enum End {
        /** As in a crash. */
        KILLED,
        /** By a signal that asks for it. */
        ASKED
    }

    /** One run of a program. It ends with this JVM at the latest. */
    static final class Run implements AutoCloseable {
        private static final long PATIENCE_SECONDS = 120;
        private static final int TAIL = 4000;

        private final Process process;
        private final Path log;
        private final Thread hook = new Thread(() -> end(End.KILLED));

        /** Starts it; what it prints is appended to {@code log}. */
        Run(File program, Map<String, String> environment, List<String> arguments, Path log) {
            var command = new ArrayList<>(List.of(program.getPath()));
            command.addAll(arguments);
            this.log = log;
            try {
                var builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
                builder.environment().putAll(environment);
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException("Can't start " + program, e);
            }
            Runtime.getRuntime().addShutdownHook(hook);
        }

        /** Fails with the end of its log if it has ended. */
        void mustBeAlive() throws IOException {
            if (!process.isAlive()) {
                var printed = Files.readString(log);
                throw new AssertionError("it ended with " + process.exitValue() + ": ..."
                        + printed.substring(Math.max(0, printed.length() - TAIL)));
            }
        }

        void end(End how) {
            switch (how) {
                case KILLED -> process.destroyForcibly();
                case ASKED -> process.destroy();
            }
            awaitEnd();
        }

        @Override
        public void close() {
            end(End.KILLED);
            Runtime.getRuntime().removeShutdownHook(hook);
        }

        private void awaitEnd() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError(process + " did not end");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
