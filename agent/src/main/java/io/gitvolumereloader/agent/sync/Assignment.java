package io.gitvolumereloader.agent.sync;

/** What the agent is to follow, or why that is not known yet. */
public sealed interface Assignment {

    /**
     * It is known.
     *
     * @param repository where to fetch from
     * @param ref what to fetch
     */
    record Follow(RemoteUrl repository, FollowedRef ref) implements Assignment {}

    /**
     * It is not known yet; asking again later may help.
     *
     * @param reason deed, object, cause and remedy
     */
    record Unknown(String reason) implements Assignment {}

    /** Tells what to follow. Asked before each sync until it is known. */
    @FunctionalInterface
    interface Source {
        /** Never throws for what can go wrong outside of the program. */
        Assignment assignment();
    }
}
