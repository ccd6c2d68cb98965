package io.gitvolumereloader.agent.sync;

/**
 * Gets the contents of blobs while they arrive from the remote, long before anybody knows which files they are. Called
 * by the thread that fetches, which must not be held up; ended by the thread that asked for them.
 */
public interface Arrivals extends AutoCloseable {
    /** Wants nothing. */
    Arrivals NONE = new Arrivals() {
        @Override
        public int largest() {
            return -1;
        }

        @Override
        public void arrived(String object, byte[] content) {
            // Nobody wants it.
        }

        @Override
        public void close() {
            // Nothing was kept.
        }
    };

    /** The most bytes that a wanted blob has; negative where none is wanted. */
    int largest();

    /**
     * Takes a blob's content, which nobody may change from now on, or passes it over; never fails.
     *
     * @param object its name, which was computed from this very content
     */
    void arrived(String object, byte[] content);

    /** Forgets what arrived and was not used. */
    @Override
    void close();
}
