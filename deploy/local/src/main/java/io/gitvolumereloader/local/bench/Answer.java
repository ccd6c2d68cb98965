package io.gitvolumereloader.local.bench;

/**
 * What a worker says when it has done what it was told.
 *
 * @param fetchNanos how long it fetched, in nanoseconds; 0 where it doesn't tell
 */
record Answer(long fetchNanos) {

    /**
     * Reads {@code ok}, {@code ok NANOSECONDS} or {@code failed WHY}.
     *
     * @throws IllegalStateException for anything but the first two
     */
    static Answer parse(String line) {
        if (line.equals("ok")) {
            return new Answer(0);
        }
        if (line.matches("ok \\d{1,18}")) {
            return new Answer(Long.parseLong(line.substring("ok ".length())));
        }
        throw new IllegalStateException(line);
    }

    double fetchMillis() {
        return fetchNanos / 1e6;
    }
}
