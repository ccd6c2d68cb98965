package io.gitvolumereloader.receiver.hook;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A volume of a pod that follows a ref of a repository.
 *
 * @param name the volume's name in the annotations' keys; empty for the volume without a name
 * @param push the value of its push annotation; null where there is none yet
 */
public record Follower(
        String namespace,
        String pod,
        String name,
        RepositoryKey repository,
        FollowedRef ref,
        @Nullable String push) {

    /**
     * The one of {@code pushes} that this volume is told, since an annotation holds one: of the ref that wins where a
     * name can mean several, and of that the last. Empty where none concerns it.
     */
    Optional<Push> choose(List<Push> pushes) {
        Push chosen = null;
        for (var push : pushes) {
            if (push.concerns(this) && (chosen == null || ref.rank(push.ref()) <= ref.rank(chosen.ref()))) {
                chosen = push;
            }
        }
        return Optional.ofNullable(chosen);
    }
}
