package io.gitvolumereloader.local.bench;

/** The names of scenarios, to which most add a comma and the place. */
final class Scenarios {
    static final String INCREMENTAL = "incremental";
    static final String WITHOUT_PAUSE = "incremental without a pause";
    static final String WRITE_ALONE = "diff + write alone";
    static final String FIRST_WITH_START = "first sync, JVM start included";
    static final String FIRST_WITHOUT_START = "first sync, JVM start excluded";
    static final String FIRST_SMALL_HEAP = "first sync, 32 MB heap, JVM start excluded";
    static final String INCREMENTAL_SMALL_HEAP = "incremental, 32 MB heap";

    private Scenarios() {}
}
