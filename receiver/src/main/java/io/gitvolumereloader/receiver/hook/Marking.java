package io.gitvolumereloader.receiver.hook;

/** What became of telling one follower about a push. */
public sealed interface Marking {
    /** Who was to be told. */
    Follower follower();

    /** The annotation is written. */
    record Marked(Follower follower) implements Marking {}

    /** The annotation said the same already, so nothing was written. */
    record Unchanged(Follower follower) implements Marking {}

    /** The pod is no more, which is no failure: its successor fetches when it starts. */
    record Gone(Follower follower) implements Marking {}

    /** The annotation could not be written. {@code reason} is bounded and fit for a log. */
    record Unreached(Follower follower, String reason) implements Marking {}
}
