package io.gitvolumereloader.agent.sync;

/**
 * Gives back the memory that syncs used. The collector by itself would rather let the heap grow to its bound than look
 * through all of it, which takes some ten milliseconds here. Used by one thread.
 */
final class Memory {
    private static final int SYNCS = 20;

    private int syncs;

    /** After each sync; does something after some of them only, for where there never is a moment when nobody waits. */
    void afterSync() {
        syncs++;
        if (syncs >= SYNCS) {
            giveBack();
        }
    }

    /** For moments when nobody waits. */
    void atRest() {
        if (syncs > 0) {
            giveBack();
        }
    }

    private void giveBack() {
        syncs = 0;
        System.gc();
    }
}
