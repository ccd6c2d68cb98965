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
        return new InPlacePublisher(revisions, settings.folder(), settings.state(), settings.adopt(), step);
    }
}
