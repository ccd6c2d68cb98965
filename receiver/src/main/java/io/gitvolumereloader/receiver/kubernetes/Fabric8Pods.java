package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Census;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The pods as the API server knows them: {@link PodLists} find them, and a {@link FanOut} marks them. */
public final class Fabric8Pods implements Pods {
    /** Some 10 MB of memory. */
    private static final int BACKLOG = 50_000;

    /** Longer than an API server takes to start again, shorter than the agents' safety polls. */
    private static final Duration AGE = Duration.ofMinutes(5);

    private final List<String> namespaces;
    private final PodListing listing;
    private final PodLists lists;
    private final FanOut fanOut;

    /**
     * The caller closes {@code client}.
     *
     * @param namespaces where to look; {@code *} alone means everywhere
     * @param inFlight how many annotations may be being written at a time, over all deliveries; at least 1
     * @param patience how long one of these requests may take before it is given up and repeated
     */
    public Fabric8Pods(KubernetesClient client, List<String> namespaces, int inFlight, Duration patience) {
        this(client, namespaces, new FanOut.Limits(inFlight, patience, BACKLOG, AGE));
    }

    Fabric8Pods(KubernetesClient client, List<String> namespaces, FanOut.Limits limits) {
        var requests = new Requests(client);
        var server = new ApiServer(client.getHttpClient());
        this.namespaces = List.copyOf(namespaces);
        this.listing = new PodListing(server, requests);
        this.lists = new PodLists(listing);
        this.fanOut = new FanOut(server, requests, limits);
    }

    @Override
    public Census followers(Scope scope, Predicate<Follower> wanted, Deadline deadline) {
        var followers = new ArrayList<Follower>();
        var seen = 0;
        var oddities = new ArrayList<String>();
        var unlisted = new ArrayList<String>();
        for (var part : inParallel(within(scope), namespace -> lists.followers(namespace, wanted, deadline))) {
            followers.addAll(part.followers());
            seen += part.seen();
            oddities.addAll(part.oddities());
            part.failure().ifPresent(unlisted::add);
        }
        return new Census(followers, seen, oddities, unlisted);
    }

    /** Where to look; all by one request only where everything is in scope. */
    private List<String> within(Scope scope) {
        return namespaces.equals(List.of(Scope.ALL)) && !scope.reachesAll()
                ? scope.namespaces().stream().sorted().toList()
                : namespaces.stream().filter(scope::reaches).toList();
    }

    @Override
    public List<Marking> mark(long arrival, List<Notice> notices, Deadline deadline) {
        return fanOut.mark(arrival, notices, deadline);
    }

    /**
     * Tells {@code each} of all pods that can be looked at and are not about to end, in namespaces by turns, while the
     * API server's answer arrives. Nothing is kept.
     *
     * @param each hears of them on the calling thread, and may end it all by an exception
     * @return why pods of a namespace are missing; empty where none are
     */
    public List<String> tellAll(Consumer<PodMetadata> each, Deadline deadline) {
        return namespaces.stream()
                .flatMap(namespace -> listing.list(namespace, deadline, new Once(each)).stream())
                .toList();
    }

    /** Passes on what can't be taken back, so that a list that breaks off stays so. */
    private static final class Once implements PodListing.Sink {
        private final Consumer<PodMetadata> each;
        private boolean begun;

        Once(Consumer<PodMetadata> each) {
            this.each = each;
        }

        @Override
        public boolean anew() {
            return !begun;
        }

        @Override
        public void pod(PodMetadata pod) {
            begun = true;
            each.accept(pod);
        }
    }

    /**
     * Waits until everybody is told who is to be told, or for {@code atMost}; nobody is told afterwards.
     *
     * @return how many volumes were not reached
     */
    public int drain(Duration atMost) {
        return fanOut.drain(atMost);
    }

    /** How many volumes wait to be told or are being told. */
    public int waiting() {
        return fanOut.waiting();
    }

    private static <T, R> List<R> inParallel(List<T> inputs, Function<T, R> work) {
        if (inputs.size() == 1) {
            return List.of(work.apply(inputs.getFirst()));
        }
        List<Future<R>> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = inputs.stream()
                    .map(input -> threads.submit((Callable<R>) () -> work.apply(input)))
                    .toList();
        }
        return results.stream().map(Future::resultNow).toList();
    }
}
