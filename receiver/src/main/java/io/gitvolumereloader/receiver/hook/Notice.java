package io.gitvolumereloader.receiver.hook;

/**
 * What one follower is to be told.
 *
 * @param value the push annotation to write
 */
public record Notice(Follower follower, String value) {}
