package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One list of the pods of a namespace, and the deliveries that share it. They join before it starts, never after. */
final class SharedList implements PodListing.Sink {
    /** Of each list so many complaints are kept; whoever has more knows what to do. */
    private static final int MAX_ODDITIES = 1000;

    private final List<Gathering> members = new ArrayList<>();
    private final List<Follower> ofOnePod = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();
    private final CompletableFuture<Optional<PodListing.Failure>> end = new CompletableFuture<>();

    void join(Gathering member) {
        members.add(member);
    }

    int size() {
        return members.size();
    }

    /** When nobody waits any longer; empty where nobody does now. */
    Optional<Deadline> deadline() {
        return members.stream()
                .filter(member -> !member.isLeft())
                .map(Gathering::deadline)
                .max(Comparator.comparing(Deadline::remaining));
    }

    /** Ends with why the list failed; with nothing where it is complete. */
    CompletableFuture<Optional<PodListing.Failure>> end() {
        return end;
    }

    /** What is wrong with annotations: for the first of those who share, so that it is said once. */
    List<String> odditiesFor(Gathering member) {
        return members.getFirst() == member ? oddities : List.of();
    }

    @Override
    public boolean anew() {
        members.forEach(Gathering::forget);
        oddities.clear();
        return true;
    }

    @Override
    public void pod(PodMetadata pod) {
        ofOnePod.clear();
        pod.follow(ofOnePod, oddities);
        for (var follower : ofOnePod) {
            members.forEach(member -> member.see(follower));
        }
        if (oddities.size() > MAX_ODDITIES) {
            oddities.subList(MAX_ODDITIES, oddities.size()).clear();
        }
    }
}
