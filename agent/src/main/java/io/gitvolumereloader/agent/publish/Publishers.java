package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Revisions;

/** Makes the publisher that the settings ask for. */
public final class Publishers {
    private Publishers() {}

    /**
     * A publisher that has not touched anything yet.
     *
     * @param step called before each step that changes the volume or the agent's books
     */
    public static Publisher of(PublishSettings settings, Limits limits, Revisions revisions, Runnable step) {
        Folder.prepare();
        var publishable = new Publishable(revisions, settings.symlinks(), limits);
        return switch (settings.mode()) {
            case IN_PLACE -> new InPlacePublisher(settings, publishable, step);
            case SNAPSHOT -> new SnapshotPublisher(settings, publishable, step);
        };
    }
}
