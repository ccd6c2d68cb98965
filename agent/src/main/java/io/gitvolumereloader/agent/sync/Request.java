package io.gitvolumereloader.agent.sync;

import org.jspecify.annotations.Nullable;

/** What asks for a sync. It only ever means "look now": what is published is always the tip. */
public sealed interface Request {

    /** The push that it expects to see at the remote; null where it expects nothing in particular. */
    default @Nullable Announcement expected() {
        return switch (this) {
            case Pushed(var announcement) -> announcement;
            case LookAgain(var announcement, var _) -> announcement;
            case Retry(var _, var announcement) -> announcement;
            case Started _, Poked _, Demanded _, Poll _ -> null;
        };
    }

    /**
     * What to do when this arrives while {@code planned} is due later: this, but without forgetting a push that is
     * still being looked for.
     */
    default Request insteadOf(Request planned) {
        var awaited = planned.expected();
        var news = expected();
        var lost = awaited != null
                && (news == null || (planned instanceof LookAgain && !news.ref().equals(awaited.ref())));
        return awaited != null && lost ? new Pushed(awaited) : this;
    }

    /** The agent has started. */
    record Started() implements Request {}

    /** A push was announced. */
    record Pushed(Announcement announcement) implements Request {}

    /** Something was announced in a form that could not be read. */
    record Poked() implements Request {}

    /** Somebody wants every published file looked at. */
    record Demanded() implements Request {}

    /** Nobody asked for a long time. */
    record Poll() implements Request {}

    /**
     * The announced push was not at the remote yet; {@code looks} counts the looks for it after the first, this one
     * included.
     */
    record LookAgain(Announcement announcement, int looks) implements Request {}

    /** The sync before this failed; {@code failures} of them in a row. */
    record Retry(int failures, @Nullable Announcement announcement) implements Request {}
}
