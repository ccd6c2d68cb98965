package io.gitvolumereloader.local.bench.driver;

import io.gitvolumereloader.agent.EngineSettings;
import io.gitvolumereloader.agent.publish.PublishSettings;
import java.nio.file.Path;

/** Hosts the engine for one sync: from the start of a JVM to its end. */
public final class Once {
    private Once() {}

    /** Takes mode, published folder and state folder; the repository is in {@code AGENT_REPOSITORY}. */
    public static void main(String... arguments) {
        var publish = PublishSettings.of(Path.of(arguments[1]), Path.of(arguments[2]))
                .with(PublishSettings.Mode.valueOf(arguments[0]));
        try (var engine = new DrivenEngine(EngineSettings.of(publish))) {
            engine.sync(System.getenv("AGENT_REPOSITORY"));
        }
    }
}
