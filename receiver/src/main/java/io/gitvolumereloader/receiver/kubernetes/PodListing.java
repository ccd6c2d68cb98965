package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the pods of a namespace page by page, and asks again where the connection breaks, falls silent, or the rest of
 * the list is forgotten. Keeps nothing; blocks; safe to use from many threads.
 */
final class PodListing {
    /** Hears of pods while they arrive. Used by one thread at a time. */
    interface Sink {
        /**
         * The page under way counts no more.
         *
         * @return whether nothing that came before counts either, so that the list begins anew; otherwise the page
         *     alone is asked for again
         */
        boolean anew();

        /** A pod that is not about to end. */
        void pod(PodMetadata pod);

        /** A page is complete. */
        default void page() {}
    }

    private static final String LATE = "deadline: the API server did not answer in time";

    private final ApiServer server;
    private final Requests requests;

    PodListing(ApiServer server, Requests requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Tells {@code sink} of all pods, as the API server's cache knows them, perhaps in one page.
     *
     * @param namespace {@code *} for all
     * @return why that did not succeed by the deadline; empty where it did
     */
    Optional<String> list(String namespace, Deadline deadline, Sink sink) {
        return new Course(namespace, deadline, deadline.remaining(), sink, true).run();
    }

    /**
     * Tells {@code sink} of all pods, in pages of a bounded size.
     *
     * @param namespace {@code *} for all
     * @param patience how long a page may take before it is asked for again
     * @return why that did not succeed by the deadline; empty where it did
     */
    Optional<String> pages(String namespace, Deadline deadline, Duration patience, Sink sink) {
        return new Course(namespace, deadline, patience, sink, false).run();
    }

    /** How far one list has come. */
    private final class Course {
        private final String namespace;
        private final Deadline deadline;
        private final Duration patience;
        private final Sink sink;
        private boolean fromCache;
        private String rest = "";
        private int failures;
        private @Nullable String why;
        private boolean ended;
        private @Nullable String failure;

        Course(String namespace, Deadline deadline, Duration patience, Sink sink, boolean fromCache) {
            this.namespace = namespace;
            this.deadline = deadline;
            this.patience = patience;
            this.sink = sink;
            this.fromCache = fromCache;
        }

        Optional<String> run() {
            while (!ended) {
                step();
            }
            return Optional.ofNullable(failure);
        }

        private void step() {
            var request = rest.isEmpty() ? requests.list(namespace, fromCache) : requests.rest(namespace, rest);
            switch (server.ask(request, deadline.within(patience), "list", body -> PodStream.list(body, sink::pod))) {
                case Answer.Done(var next) -> {
                    sink.page();
                    rest = next;
                    ended = next.isEmpty();
                }
                case Answer.Expired<String> _ -> expired();
                case Answer.Busy<String>(var reason, var retryAfter) -> pause(reason, retryAfter);
                case Answer.Denied<String>(var reason) -> pause(reason, Duration.ZERO);
                case Answer.Cut<String>(var reason) -> {
                    pause(reason, Duration.ZERO);
                    again();
                }
                case Answer.Late<String> _ -> late();
                case Answer.NotFound<String> _ -> fail("the API server knows no such list");
                case Answer.Failed<String>(var reason) -> fail(reason);
            }
        }

        private void late() {
            if (deadline.remaining().compareTo(patience) <= 0) {
                fail(why == null ? LATE : why);
            } else {
                again();
            }
        }

        /** The rest of the list was forgotten. A list that comes from etcd itself lasts for some minutes. */
        private void expired() {
            if (fromCache) {
                fromCache = false;
                again();
            } else {
                fail("the API server forgets the rest of a list before it is asked for");
            }
        }

        private void pause(String reason, Duration retryAfter) {
            why = reason;
            failures++;
            if (!Pause.before(deadline, Pause.longer(retryAfter, Pause.after(failures)))) {
                fail(reason);
            }
        }

        /** What came before the end of a list that failed stays with those who share it. */
        private void again() {
            if (!ended && sink.anew()) {
                rest = "";
            }
        }

        private void fail(String reason) {
            ended = true;
            failure = "can't list pods: " + reason;
        }
    }
}
