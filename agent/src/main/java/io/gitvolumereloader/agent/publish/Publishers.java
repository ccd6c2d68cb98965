package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Revisions;

/** Makes the publisher that the settings ask for. */
public final class Publishers {
    private Publishers() {}

    /** A publisher of whole revisions that tells nobody how it gets on. */
    public static Publisher of(PublishSettings settings, Limits limits, Revisions revisions) {
        return of(settings, limits, revisions, "", () -> {}, () -> {});
    }

    /**
     * A publisher that has not touched anything yet.
     *
     * @param selection names the part of the repository that {@code revisions} show
     * @param step called before each step that changes the volume or the agent's books
     * @param alive called while it reads; by any thread
     */
    public static Publisher of(
            PublishSettings settings,
            Limits limits,
            Revisions revisions,
            String selection,
            Runnable step,
            Runnable alive) {
        Folder.prepare();
        var publishable = new Publishable(revisions, settings.symlinks(), limits, alive);
        var possession = new Possession(settings, view(settings, selection), step);
        return switch (settings.mode()) {
            case IN_PLACE -> new InPlacePublisher(settings, publishable, possession);
            case SNAPSHOT -> new SnapshotPublisher(settings, publishable, possession);
        };
    }

    /** The same text for the same settings, in every process. */
    private static String view(PublishSettings settings, String selection) {
        var all = settings.mode().name()
                + settings.link()
                + settings.symlinks().name()
                + settings.groupWrite()
                + selection;
        return Integer.toHexString(all.hashCode());
    }
}
