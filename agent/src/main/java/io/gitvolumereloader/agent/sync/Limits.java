package io.gitvolumereloader.agent.sync;

/**
 * How much of a repository the agent is willing to publish, so that no push can fill a volume or a memory at will.
 *
 * @param files most files that a revision may hold or change; at least 1
 * @param fileBytes most bytes of one file; at least 1
 */
public record Limits(long files, long fileBytes) {
    /** A million files, and a gibibyte for each. */
    public static final Limits DEFAULT = new Limits(1_000_000, 1L << 30);

    public Limits {
        if (files < 1) {
            throw new IllegalArgumentException("agent.limits.files is " + files + "; it must be at least 1");
        }
        if (fileBytes < 1) {
            throw new IllegalArgumentException("agent.limits.file-size is " + fileBytes + "; it must be at least 1");
        }
    }
}
