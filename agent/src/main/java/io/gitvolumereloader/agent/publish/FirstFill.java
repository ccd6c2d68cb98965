package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Arrivals;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what arrives is written early: into a volume that is empty, from a repository that is published as a
 * whole, and once only, so that a trouble that it makes does not come back. Used by one thread.
 */
final class FirstFill {
    private final Possession possession;
    private final Publishable revisions;
    private @Nullable Early early;
    private boolean done;

    FirstFill(Possession possession, Publishable revisions) {
        this.possession = possession;
        this.revisions = revisions;
    }

    /** Gets what arrives with the next fetch. */
    Arrivals expect() {
        if (done || possession.commit() != null || !revisions.areWhole() || !isEmpty()) {
            return Arrivals.NONE;
        }
        var expected = new Early(possession, revisions, this::closed);
        early = expected;
        return expected;
    }

    /**
     * What was written early; null for nothing.
     *
     * @param top the published folder, from which is removed what a sudden death left
     */
    @Nullable Early complete(Folder top) throws IOException {
        var expected = early;
        if (expected == null) {
            Early.clear(top);
        } else {
            expected.complete(top);
        }
        return expected;
    }

    private void closed(boolean used) {
        done |= used;
        early = null;
    }

    private boolean isEmpty() {
        try (var top = possession.open()) {
            return Reserved.isAllIn(top);
        } catch (IOException _) {
            return false;
        }
    }
}
