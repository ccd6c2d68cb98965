package io.gitvolumereloader.agent.sync;

import org.jspecify.annotations.Nullable;

/**
 * What a ref points to at the remote.
 *
 * @param ref full name of the ref; {@code HEAD} only where the remote does not tell which branch that is
 * @param object the object that the ref names: a commit or a tag object
 * @param commit the commit that it leads to
 */
public record Tip(String ref, CommitId object, CommitId commit) {

    /** Whether {@code id} names this tip, by its commit or by its tag object. */
    public boolean is(@Nullable CommitId id) {
        return object.equals(id) || commit.equals(id);
    }
}
