package io.gitvolumereloader.receiver.hook;

/** The pods of the cluster, as far as the receiver looks at them. Safe to use from many threads. */
public interface Pods {
    /**
     * Looks through all volumes that follow a repository, in the namespaces that are watched, and writes the push
     * annotation of each that the delivery concerns and that does not carry it yet: several at a time, by turns with
     * other deliveries, those of one namespace while another is still being looked through. Where the audience's scope
     * does not reach, nothing is looked at, so that nothing is said of it either.
     *
     * <p>Returns when all is done, or at the deadline; what is not done then goes on as far as there is room.
     *
     * @return how far it has come
     */
    Tally announce(Audience audience, Deadline deadline);
}
