package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.publish.PublishSettings;
import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A process that pushes and publishes one revision after the other until somebody kills it. */
final class RestlessEngine {
    private RestlessEngine() {}

    /** Arguments: URL, bare repository, folder, state, mode, and the commits to go round. */
    public static void main(String... arguments) throws IOException {
        var url = new RemoteUrl(URI.create(arguments[0]));
        var bare = Path.of(arguments[1]);
        var publish =
                PublishSettings.of(Path.of(arguments[2]), Path.of(arguments[3])).with(Mode.valueOf(arguments[4]));
        var commits = List.of(arguments).subList(5, arguments.length);
        var follow = new Follow(url, new FollowedRef("main"));
        try (var engine = new Engine(EngineSettings.of(publish), () -> follow, () -> {})) {
            System.out.println("ready");
            engine.sync().restore();
            for (var i = 0; true; i++) {
                push(bare, commits.get(i % commits.size()));
                engine.sync().run();
                if (i % 3 == 0) {
                    engine.sync().tidy(() -> false);
                }
            }
        }
    }

    private static void push(Path bare, String commit) throws IOException {
        var beside = bare.resolve("pushed");
        Files.writeString(beside, commit + "\n");
        Files.move(beside, bare.resolve("refs/heads/main"), StandardCopyOption.ATOMIC_MOVE);
    }
}
