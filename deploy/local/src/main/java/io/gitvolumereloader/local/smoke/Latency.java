package io.gitvolumereloader.local.smoke;

import io.gitvolumereloader.local.measure.Samples;

/**
 * How long pushes took to be visible.
 *
 * @param subject where: a pod's name, or "both"
 * @param from since when: "push started" or "push accepted"
 */
record Latency(String subject, String from, Samples samples) {}
