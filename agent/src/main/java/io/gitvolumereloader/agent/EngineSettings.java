package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.git.Credentials;
import io.gitvolumereloader.agent.git.Selection;
import io.gitvolumereloader.agent.git.Timeouts;
import io.gitvolumereloader.agent.publish.PublishSettings;
import io.gitvolumereloader.agent.sync.Limits;
import java.nio.file.Path;

/**
 * All that an engine has to know besides what to follow.
 *
 * @param publish where and how revisions become files
 * @param selection which part of the repository
 * @param limits how much of it
 * @param timeouts how long the network may take
 * @param credentials what opens the repository
 */
public record EngineSettings(
        PublishSettings publish, Selection selection, Limits limits, Timeouts timeouts, Credentials credentials) {

    /** In place, the whole of an open repository. */
    public static EngineSettings of(Path folder, Path state) {
        return of(PublishSettings.of(folder, state));
    }

    /** The whole of an open repository. */
    public static EngineSettings of(PublishSettings publish) {
        return new EngineSettings(publish, Selection.ALL, Limits.DEFAULT, Timeouts.DEFAULT, Credentials.NONE);
    }

    /** The same for another part of the repository. */
    public EngineSettings with(Selection other) {
        return new EngineSettings(publish, other, limits, timeouts, credentials);
    }

    /** The same within other limits. */
    public EngineSettings with(Limits other) {
        return new EngineSettings(publish, selection, other, timeouts, credentials);
    }

    /** The same with other patience. */
    public EngineSettings with(Timeouts other) {
        return new EngineSettings(publish, selection, limits, other, credentials);
    }
}
