package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the pods of a namespace page by page, and begins anew where the connection breaks or the rest of the list is
 * forgotten. Keeps nothing; blocks; safe to use from many threads.
 */
final class PodListing {
    /** Hears of pods while they arrive. Used by one thread at a time. */
    interface Sink {
        /**
         * What came so far counts no more: the list begins, perhaps not for the first time.
         *
         * @return false where that is not possible, so that the list fails
         */
        boolean anew();

        /** A pod that is not about to end. */
        void pod(PodMetadata pod);
    }

    private static final String LATE = "deadline: the API server did not answer in time";

    private final ApiServer server;
    private final Requests requests;

    PodListing(ApiServer server, Requests requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Tells {@code sink} of all pods.
     *
     * @param namespace {@code *} for all
     * @return why that did not succeed by the deadline; empty where it did
     */
    Optional<String> list(String namespace, Deadline deadline, Sink sink) {
        var course = new Course(namespace, deadline, sink);
        course.again();
        while (!course.ended) {
            course.step();
        }
        return Optional.ofNullable(course.failure);
    }

    /** How far one list has come. */
    private final class Course {
        private final String namespace;
        private final Deadline deadline;
        private final Sink sink;
        private boolean fromCache = true;
        private String rest = "";
        private int failures;
        private @Nullable String why;
        private boolean ended;
        private @Nullable String failure;

        Course(String namespace, Deadline deadline, Sink sink) {
            this.namespace = namespace;
            this.deadline = deadline;
            this.sink = sink;
        }

        void step() {
            var request = rest.isEmpty() ? requests.list(namespace, fromCache) : requests.rest(namespace, rest);
            switch (server.ask(request, deadline, "list", body -> PodStream.list(body, sink::pod))) {
                case Answer.Done(var next) -> {
                    rest = next;
                    ended = next.isEmpty();
                }
                case Answer.Expired<String> _ -> expired();
                case Answer.Busy<String>(var reason, var retryAfter) -> pause(reason, retryAfter);
                case Answer.Cut<String>(var reason) -> {
                    pause(reason, Duration.ZERO);
                    again();
                }
                case Answer.Late<String> _ -> fail(why == null ? LATE : why);
                case Answer.NotFound<String> _ -> fail("the API server knows no such list");
                case Answer.Failed<String>(var reason) -> fail(reason);
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
            rest = "";
            if (!ended && !sink.anew()) {
                fail("it broke off");
            }
        }

        private void fail(String reason) {
            ended = true;
            failure = "can't list pods: " + reason;
        }
    }
}
