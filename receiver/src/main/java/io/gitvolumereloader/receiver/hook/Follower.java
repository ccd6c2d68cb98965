package io.gitvolumereloader.receiver.hook;

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
        @Nullable String push) {}
