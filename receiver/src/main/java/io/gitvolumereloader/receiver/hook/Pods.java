package io.gitvolumereloader.receiver.hook;

import java.util.List;
import java.util.function.Predicate;

/** The pods of the cluster, as far as the receiver looks at them. Safe to use from many threads. */
public interface Pods {
    /**
     * Looks through all volumes that follow a repository, in the namespaces that are watched. Those that {@code scope}
     * does not reach are not looked at, so that nothing is said of them either. Returns by the deadline.
     *
     * <p>What is found was so at a moment after this call began. Deliveries that wait at the same time may share the
     * work.
     *
     * @param wanted which of them to return; asked on any thread, for a pod perhaps more than once, and never blocks
     */
    Census followers(Scope scope, Predicate<Follower> wanted, Deadline deadline);

    /**
     * Writes the push annotation of each follower that does not carry it yet, several at a time, by turns with other
     * deliveries. What is not done by the deadline goes on after this has returned.
     *
     * @param arrival the place of the delivery among all; a follower is never told of an older one after a newer one
     * @return one marking for each notice, in their order; who was not reached by the deadline is {@code Continuing}
     */
    List<Marking> mark(long arrival, List<Notice> notices, Deadline deadline);
}
