package io.gitvolumereloader.receiver.hook;

/**
 * What one follower is to be told.
 *
 * @param annotation the push annotation to write
 */
public record Notice(Follower follower, PushAnnotation annotation) {
    /** Whether the follower carried the same already when it was looked at. */
    public boolean isKnown() {
        return PushAnnotation.announces(follower.push(), annotation.push());
    }
}
