package io.gitvolumereloader.receiver.explain;

import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cluster of one pod, or none, in which nothing is written. */
record OnePod(Optional<PodMetadata> pod) implements Pods {
    @Override
    public Tally announce(Audience audience, Deadline deadline) {
        var followers = new ArrayList<Follower>();
        var oddities = new ArrayList<String>();
        pod.filter(metadata -> audience.scope().reaches(metadata.namespace()))
                .ifPresent(metadata -> metadata.follow(followers, oddities));
        var markings = followers.stream()
                .flatMap(follower -> audience.notice(follower).stream())
                .map(Notice::follower)
                .<Marking>map(Marking.Marked::new)
                .toList();
        return new Tally(markings, followers.size(), oddities, List.of());
    }

    /** What the pod follows. */
    Stream<Follower> volumes() {
        var followers = new ArrayList<Follower>();
        pod.ifPresent(metadata -> metadata.follow(followers, new ArrayList<>()));
        return followers.stream();
    }
}
