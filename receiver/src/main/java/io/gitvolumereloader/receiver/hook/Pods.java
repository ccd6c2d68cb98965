package io.gitvolumereloader.receiver.hook;

import java.util.List;

/** The pods of the cluster, as far as the receiver looks at them. Safe to use from many threads. */
public interface Pods {
    /**
     * All volumes that follow a repository, in the namespaces that are watched. Those that {@code scope} does not reach
     * are not looked at, so that nothing is said of them either. Returns by the deadline.
     */
    Census followers(Scope scope, Deadline deadline);

    /**
     * Writes the push annotation of each follower, several at a time.
     *
     * @return one marking for each notice, in their order; who was not reached by the deadline is {@code Unreached}
     */
    List<Marking> mark(List<Notice> notices, Deadline deadline);
}
