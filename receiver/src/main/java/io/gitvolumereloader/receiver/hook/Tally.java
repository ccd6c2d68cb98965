package io.gitvolumereloader.receiver.hook;

import java.util.List;

/**
 * How far it has come to tell those whom a delivery concerns, as far as the API server could be asked.
 *
 * @param markings what became of each who was found; {@code Continuing} for those who are still to be told
 * @param seen how many volumes were looked at in all
 * @param oddities what is wrong with annotations of single pods, for the log; of deliveries that share the work only
 *     one is told
 * @param unlisted why the pods of a namespace could not be listed, so far or for good; empty where all could
 */
public record Tally(List<Marking> markings, int seen, List<String> oddities, List<String> unlisted) {
    public Tally {
        markings = List.copyOf(markings);
        oddities = List.copyOf(oddities);
        unlisted = List.copyOf(unlisted);
    }
}
