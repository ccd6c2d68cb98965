package io.gitvolumereloader.local.bench;

/**
 * What a worker is told for each commit; a deed without a name is none.
 *
 * @param before done before the clock starts
 * @param measured what the clock is for
 * @param after done when the clock has stopped
 */
record Deeds(String before, String measured, String after) {
    /** A push when nobody has pushed for some seconds. */
    static final Deeds AT_REST = new Deeds("", "sync", "tidy");

    /** A push that follows the one before at once. */
    static final Deeds WITHOUT_PAUSE = new Deeds("", "sync", "bound");

    /** The second half of a sync. */
    static final Deeds WRITE_ALONE = new Deeds("fetch", "publish", "tidy");

    /** The first sync of all. */
    static final Deeds FIRST = new Deeds("", "sync", "");
}
