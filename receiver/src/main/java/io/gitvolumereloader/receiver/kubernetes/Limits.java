package io.gitvolumereloader.receiver.kubernetes;

import java.time.Duration;

/**
 * How much a {@link FanOut} does at a time.
 *
 * @param inFlight requests under way
 * @param patience how long one request may take
 * @param backlog pods that wait
 * @param searched how much memory deliveries may take, in kilobytes or so, whose pods are searched for after their
 *     answer
 * @param age how long a delivery may search for its pods and wait to mark them
 * @param several whether there are several namespaces, so that one has to leave something to the others
 */
record Limits(int inFlight, Duration patience, int backlog, int searched, Duration age, boolean several) {
    /** How many requests for pods of one namespace may be under way. */
    int inFlightOfOne() {
        return part(inFlight);
    }

    /** How many pods of one namespace may wait. */
    int backlogOfOne() {
        return part(backlog);
    }

    /** Three quarters or so, and less than all unless that is one. */
    private int part(int all) {
        return several && all > 1 ? all - Math.max(1, all / 4) : all;
    }
}
