package io.gitvolumereloader.receiver.hook;

/** What became of telling one follower about a push. */
public sealed interface Marking {
    /** Who was to be told. */
    Follower follower();

    /** The annotation is written. */
    record Marked(Follower follower) implements Marking {}

    /** The annotation said the same already, so nothing was written. */
    record Unchanged(Follower follower) implements Marking {}

    /** A newer delivery came, of which the follower is told in place of this one. */
    record Overtaken(Follower follower) implements Marking {}

    /** The pod is no more, which is no failure: its successor fetches when it starts. */
    record Gone(Follower follower) implements Marking {}

    /**
     * The annotation is not written yet, and the receiver goes on trying.
     *
     * @param reason why it failed so far, bounded and fit for a log; empty where it was merely not its turn
     */
    record Continuing(Follower follower, String reason) implements Marking {}

    /** The annotation could not be written. {@code reason} is bounded and fit for a log. */
    record Unreached(Follower follower, String reason) implements Marking {}
}
