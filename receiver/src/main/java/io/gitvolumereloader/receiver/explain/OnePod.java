package io.gitvolumereloader.receiver.explain;

import io.gitvolumereloader.receiver.hook.Census;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A cluster of one pod, or none, in which nothing is written. */
record OnePod(Optional<PodMetadata> pod) implements Pods {
    @Override
    public Census followers(Scope scope, Predicate<Follower> wanted, Deadline deadline) {
        var followers = new ArrayList<Follower>();
        var oddities = new ArrayList<String>();
        pod.filter(metadata -> scope.reaches(metadata.namespace()))
                .ifPresent(metadata -> metadata.follow(followers, oddities));
        return new Census(followers.stream().filter(wanted).toList(), followers.size(), oddities, List.of());
    }

    @Override
    public List<Marking> mark(long arrival, List<Notice> notices, Deadline deadline) {
        return notices.stream()
                .map(Notice::follower)
                .<Marking>map(Marking.Marked::new)
                .toList();
    }

    /** What the pod follows. */
    Stream<Follower> volumes() {
        var followers = new ArrayList<Follower>();
        pod.ifPresent(metadata -> metadata.follow(followers, new ArrayList<>()));
        return followers.stream();
    }
}
