package io.gitvolumereloader.agent.trigger;

/** How one watch ended. */
sealed interface WatchEnd {
    /** After the time that was asked for. */
    record Expected() implements WatchEnd {}

    /** Too early, or it never stood. */
    record Lost(Failure why) implements WatchEnd {}
}
