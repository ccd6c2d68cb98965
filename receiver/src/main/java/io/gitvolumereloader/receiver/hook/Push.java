package io.gitvolumereloader.receiver.hook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ref of a repository was created, moved or deleted, as a provider announced it; or the repository has changed and
 * the provider does not tell where.
 *
 * @param repositories the repository by all URLs that the provider tells, without doubles, the one to show first; never
 *     empty
 * @param ref what was pushed; {@link RefName#ANY} where the provider does not tell, which concerns whoever follows the
 *     repository
 * @param before what the ref named before; null where the provider does not tell or the ref did not exist
 * @param after what the ref names now; null where the provider does not tell or the ref is gone. Never an all-zero name
 * @param defaultBranch the short name of the repository's default branch; null where the provider does not tell
 */
public record Push(
        DeliveryId delivery,
        List<RepositoryKey> repositories,
        RefName ref,
        @Nullable ObjectName before,
        @Nullable ObjectName after,
        @Nullable String defaultBranch) {

    public Push {
        repositories = repositories.stream().distinct().toList();
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException("a push names at least one repository");
        }
        before = before == null || before.isZero() ? null : before;
        after = after == null || after.isZero() ? null : after;
    }

    /** The repository as it is shown to people. */
    public RepositoryKey repository() {
        return repositories.getFirst();
    }

    /** The same push, of a repository that is called {@code names}. */
    Push by(List<RepositoryKey> names) {
        return new Push(delivery, names, ref, before, after, defaultBranch);
    }

    /** Whether {@code follower} has to look because of this push. */
    public boolean concerns(Follower follower) {
        return follower.ref().concerns(ref, defaultBranch) && repositories.contains(follower.repository());
    }
}
