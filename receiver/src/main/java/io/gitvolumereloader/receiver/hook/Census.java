package io.gitvolumereloader.receiver.hook;

import java.util.List;

/**
 * Who follows what was asked for, as far as the API server could be asked.
 *
 * @param followers those who were wanted
 * @param seen how many volumes were looked at in all
 * @param oddities what is wrong with annotations of single pods, for the log; of deliveries that share the work only
 *     one is told
 * @param unlisted why the pods of a namespace could not be listed; empty where all could
 */
public record Census(List<Follower> followers, int seen, List<String> oddities, List<String> unlisted) {
    public Census {
        followers = List.copyOf(followers);
        oddities = List.copyOf(oddities);
        unlisted = List.copyOf(unlisted);
    }
}
