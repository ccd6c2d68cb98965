package io.gitvolumereloader.receiver.kubernetes;

import java.time.Duration;

/**
 * How much a {@link FanOut} does at a time.
 *
 * @param inFlight requests under way
 * @param ofOneNamespace how many of them may be for pods of one namespace
 * @param patience how long one request may take
 * @param backlog pods that wait
 * @param age how long a delivery may search for its pods and wait to mark them
 */
record Limits(int inFlight, int ofOneNamespace, Duration patience, int backlog, Duration age) {}
