package io.gitvolumereloader.agent.sync;

import org.jspecify.annotations.Nullable;

/** What one attempt to bring the volume up to date led to. Immutable. */
public sealed interface SyncResult {

    /** The volume shows the tip; it showed {@code from} before, or something unknown where that is null. */
    record Updated(Tip tip, @Nullable CommitId from, int written, int removed) implements SyncResult {}

    /** The volume showed the tip already; no file was touched. */
    record Unchanged(Tip tip) implements SyncResult {}

    /** The volume could not be brought up to the tip. {@code reason} is fit for a log: it holds no secret. */
    record Failed(String reason) implements SyncResult {}
}
