package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the pods of a namespace page by page. Keeps nothing; blocks; safe to use from many threads. */
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

    /** What kind of failure: whether the account may not do it, or it took too long. */
    enum Kind {
        DENIED,
        LATE,
        OTHER
    }

    /**
     * Why a list failed.
     *
     * @param reason bounded and fit for a log
     * @param retryAfter when the API server wants to be asked again; zero where it does not say
     */
    record Failure(String reason, Kind kind, Duration retryAfter) {
        Failure(String reason, Kind kind) {
            this(reason, kind, Duration.ZERO);
        }
    }

    private static final String LATE = "deadline: the API server did not answer in time";

    private final ApiServer server;
    private final Requests requests;

    PodListing(ApiServer server, Requests requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Tells {@code sink} of all pods, as the API server's cache knows them, perhaps in one page. Nothing is repeated
     * but a list whose rest the API server has forgotten; {@code sink} keeps what came before a failure.
     *
     * @param namespace {@code *} for all
     * @return why that did not succeed by the deadline; empty where it did
     */
    Optional<Failure> list(String namespace, Deadline deadline, Sink sink) {
        return new Course(namespace, deadline, deadline.remaining(), sink, false).run();
    }

    /**
     * Tells {@code sink} of all pods, in pages of a bounded size, each of which is asked for until it comes.
     *
     * @param namespace {@code *} for all
     * @param patience how long a page may take before it is asked for again
     * @return why that did not succeed by the deadline; empty where it did
     */
    Optional<Failure> pages(String namespace, Deadline deadline, Duration patience, Sink sink) {
        return new Course(namespace, deadline, patience, sink, true).run();
    }

    /** How far one list has come. */
    private final class Course {
        private final String namespace;
        private final Deadline deadline;
        private final Duration patience;
        private final Sink sink;
        private final boolean persistent;
        private boolean fromCache;
        private String rest = "";
        private int failures;
        private String why = LATE;
        private boolean ended;
        private @Nullable Failure failure;

        Course(String namespace, Deadline deadline, Duration patience, Sink sink, boolean persistent) {
            this.namespace = namespace;
            this.deadline = deadline;
            this.patience = patience;
            this.sink = sink;
            this.persistent = persistent;
            this.fromCache = !persistent;
        }

        Optional<Failure> run() {
            while (!ended) {
                step();
            }
            return Optional.ofNullable(failure);
        }

        private void step() {
            switch (server.ask(request(), deadline.within(patience), "list", body -> PodStream.list(body, sink::pod))) {
                case Answer.Done(var next) -> {
                    sink.page();
                    failures = 0;
                    why = LATE;
                    rest = next;
                    ended = next.isEmpty();
                }
                case Answer.Expired<String> _ -> expired();
                case Answer.Busy<String>(var reason, var retryAfter) -> repeat(reason, Kind.OTHER, retryAfter);
                case Answer.Cut<String>(var reason) -> repeat(reason, Kind.OTHER, Duration.ZERO);
                case Answer.Late<String> _ -> repeat(why, Kind.LATE, Duration.ZERO);
                case Answer.Denied<String>(var reason) -> fail(reason, Kind.DENIED, Duration.ZERO);
                case Answer.NotFound<String> _ -> fail("the API server knows no such list", Kind.OTHER, Duration.ZERO);
                case Answer.Failed<String>(var reason) -> fail(reason, Kind.OTHER, Duration.ZERO);
            }
        }

        private HttpRequest.Builder request() {
            if (!rest.isEmpty()) {
                return requests.rest(namespace, rest, persistent);
            }
            return fromCache ? requests.list(namespace) : requests.fromSource(namespace, persistent);
        }

        /** The rest of the list was forgotten. A list that comes from etcd itself lasts for some minutes. */
        private void expired() {
            if (fromCache) {
                fromCache = false;
                again();
            } else {
                var reason = "the API server forgets the rest of a list before it is asked for";
                fail(reason, Kind.OTHER, Duration.ZERO);
            }
        }

        private void repeat(String reason, Kind kind, Duration retryAfter) {
            failures++;
            why = reason;
            if (persistent && Pause.before(deadline, Pause.longer(retryAfter, Pause.after(failures)))) {
                again();
            } else {
                fail(reason, kind, retryAfter);
            }
        }

        private void again() {
            if (sink.anew()) {
                rest = "";
            }
        }

        private void fail(String reason, Kind kind, Duration retryAfter) {
            ended = true;
            failure = new Failure("can't list pods: " + reason, kind, retryAfter);
        }
    }
}
