package io.gitvolumereloader.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.agent.publish.PublishSettings;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** One sync by a process of its own with a small heap, so that nothing large can be held in memory unnoticed. */
final class SmallAgent {
    private SmallAgent() {}

    /** Syncs {@code docs} once with the default limits; what the process printed. */
    static String sync(Docs docs, String heap) throws IOException {
        var publish = docs.settings().publish();
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallAgent.class.getName(),
                        publish.folder().toString(),
                        publish.state().toString(),
                        publish.mode().name(),
                        docs.server.url("docs.git").toString()))
                .redirectErrorStream(true)
                .start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Folder, state, mode, repository. */
    public static void main(String[] arguments) {
        var settings = EngineSettings.of(PublishSettings.of(Path.of(arguments[0]), Path.of(arguments[1]))
                .with(PublishSettings.Mode.valueOf(arguments[2])));
        Assignment.Source source = () -> new Follow(new RemoteUrl(URI.create(arguments[3])), new FollowedRef("HEAD"));
        try (var engine = new Engine(settings, source, () -> {})) {
            engine.sync().restore();
            System.out.println(engine.sync().run());
        }
    }
}
