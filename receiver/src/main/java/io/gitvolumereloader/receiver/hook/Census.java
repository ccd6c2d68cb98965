package io.gitvolumereloader.receiver.hook;

import java.util.List;

/**
 * Who follows anything at all, as far as the API server could be asked.
 *
 * @param oddities what is wrong with annotations of single pods, for the log
 * @param unlisted why the pods of a namespace could not be listed; empty where all could
 */
public record Census(List<Follower> followers, List<String> oddities, List<String> unlisted) {
    public Census {
        followers = List.copyOf(followers);
        oddities = List.copyOf(oddities);
        unlisted = List.copyOf(unlisted);
    }
}
