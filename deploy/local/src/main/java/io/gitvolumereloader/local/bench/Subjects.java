package io.gitvolumereloader.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.driver.Driver;
import io.gitvolumereloader.local.stage.Cleanup;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Sets subjects to work, each with a worker of its own.
 *
 * @param agent what {@code java -jar} runs as the agent
 * @param logs the folder for what they print
 * @param cleanup ends them however the run ends
 */
record Subjects(Path agent, Path logs, Cleanup cleanup) {
    /** The heap that the agent's documentation recommends, and all the other flags of its JVM. */
    static final String HEAP = "-Xmx64m";

    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=4",
            "-Xms8m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:TrimNativeHeapInterval=5000",
            "-Xss256k",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED");

    private static final Map<String, String> JVM_SURROUNDINGS = Map.of("MALLOC_ARENA_MAX", "1");

    /** One that has not synced yet; an agent's JVM has started. */
    Subject start(Kind kind, Path folder) {
        return switch (kind) {
            case AGENT_IN_PLACE, AGENT_SNAPSHOT -> agent(kind, folder, HEAP);
            case GIT_SYNC -> shell(kind, folder, "git-sync.sh", "answer.sh");
            case FETCH_RESET -> shell(kind, folder, "fetch-reset.sh", "answer.sh");
            case CLONE -> shell(kind, folder, "clone.sh", "answer.sh");
        };
    }

    /** An agent whose JVM has started with another heap. */
    Subject agent(Kind kind, Path folder, String heap) {
        var command = new ArrayList<>(java(heap));
        var mode = kind == Kind.AGENT_SNAPSHOT ? Mode.SNAPSHOT : Mode.IN_PLACE;
        command.addAll(List.of("-cp", classPath(), Driver.class.getName(), mode.name()));
        command.addAll(List.of(volume(folder).toString(), state(folder).toString()));
        return start(kind, folder, command, JVM_SURROUNDINGS);
    }

    /** The packaged agent as an init container runs it: its sync includes the start and the end of its JVM. */
    Subject once(Kind kind, Path folder) {
        var command = new ArrayList<>(List.of("sh", "-c", script("once.sh"), "once.sh"));
        command.addAll(java(HEAP));
        command.addAll(List.of("-jar", agent.toString(), "--once"));
        var settings = new HashMap<>(JVM_SURROUNDINGS);
        settings.put("AGENT_REF", "main");
        settings.put("AGENT_TRIGGER", "none");
        settings.put("AGENT_PUBLISH", kind == Kind.AGENT_SNAPSHOT ? "snapshot" : "in-place");
        settings.put("AGENT_FOLDER", volume(folder).toString());
        settings.put("AGENT_STATE", state(folder).toString());
        return start(kind, folder, command, settings);
    }

    private Subject shell(Kind kind, Path folder, String... scripts) {
        var script = new StringBuilder();
        for (var each : scripts) {
            script.append(script(each));
        }
        var command = List.of(
                "sh", "-c", script.toString(), scripts[0], volume(folder).toString());
        return start(kind, folder, command, Map.of());
    }

    private Subject start(Kind kind, Path folder, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + folder, e);
        }
        var worker =
                Worker.start(command, environment, logs.resolve(kind.title().replace(' ', '-') + ".log"));
        cleanup.add(worker::close);
        return new Subject(kind, worker, folder);
    }

    private static List<String> java(String heap) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(FLAGS);
        return command;
    }

    /** Ours, in a form that doesn't depend on the current folder, but JGit as it is packaged with the agent. */
    private String classPath() {
        var ours = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath());
        return Stream.concat(packaged("org.eclipse.jgit").stream(), ours)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<Path> packaged(String library) {
        try (var libraries = Files.newDirectoryStream(agent.resolveSibling("lib/main"), library + "*.jar")) {
            return StreamSupport.stream(libraries.spliterator(), false).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list the libraries of " + agent, e);
        }
    }

    private static Path volume(Path folder) {
        return folder.resolve("volume");
    }

    private static Path state(Path folder) {
        return folder.resolve("state");
    }

    private static String script(String name) {
        try (var text = Subjects.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("This build lacks " + name);
            }
            return new String(text.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + name, e);
        }
    }
}
