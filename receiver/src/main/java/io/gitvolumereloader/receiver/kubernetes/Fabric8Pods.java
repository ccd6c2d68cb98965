package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The pods as the API server knows them: a {@link Search} finds them, and the {@link FanOut} marks them. */
public final class Fabric8Pods implements Pods {
    /** Some twelve megabytes of memory. */
    private static final int BACKLOG = 20_000;

    /** Longer than an API server takes to start again, shorter than the agents' safety polls. */
    private static final Duration AGE = Duration.ofMinutes(5);

    private static final Duration PATIENCE_FOR_A_PAGE = Duration.ofSeconds(2);

    /** Some fourteen megabytes of memory. */
    private static final int SEARCHED = 12_000;

    private final List<String> namespaces;
    private final PodListing listing;
    private final PodLists lists;
    private final FanOut fanOut;
    private final Duration patience;

    /**
     * The caller closes {@code client}.
     *
     * @param namespaces where to look; {@code *} alone means everywhere
     * @param inFlight how many annotations may be being written at a time, over all deliveries; at least 1
     * @param patience how long one of these requests may take before it is given up and repeated
     */
    public Fabric8Pods(KubernetesClient client, List<String> namespaces, int inFlight, Duration patience) {
        var requests = new Requests(client);
        var server = new ApiServer(client.getHttpClient());
        this.namespaces = namespaces.stream().distinct().toList();
        var several = this.namespaces.size() > 1 || this.namespaces.contains(Scope.ALL);
        this.listing = new PodListing(server, requests);
        this.lists = new PodLists(listing);
        this.fanOut = new FanOut(server, requests, new Limits(inFlight, patience, BACKLOG, SEARCHED, AGE, several));
        this.patience = patience;
    }

    @Override
    public Tally announce(Audience audience, Deadline deadline) {
        var where = within(audience.scope());
        var round = fanOut.begin(audience, where);
        for (var namespace : where) {
            var search = new Search(namespace, audience, lists, fanOut, round, patience);
            Thread.ofVirtual().name("search for pods").start(search);
        }
        return fanOut.answer(round, deadline);
    }

    /** Where to look; all by one request only where everything is in scope. */
    private List<String> within(Scope scope) {
        return namespaces.equals(List.of(Scope.ALL)) && !scope.reachesAll()
                ? scope.namespaces().stream().sorted().toList()
                : namespaces.stream().filter(scope::reaches).toList();
    }

    /**
     * Tells {@code each} of all pods that can be looked at and are not about to end, one namespace after the other,
     * page by page as the API server's answers arrive. No more than a page is kept.
     *
     * @param each hears of each pod once, on the calling thread, and may end it all by an exception
     * @param deadline of which each namespace has its share
     * @return why pods of a namespace are missing; empty where none are
     */
    public List<String> tellAll(Consumer<PodMetadata> each, Deadline deadline) {
        var failures = new ArrayList<String>();
        for (var i = 0; i < namespaces.size(); i++) {
            var share = deadline.within(deadline.remaining().dividedBy(namespaces.size() - i));
            listing.pages(namespaces.get(i), share, PATIENCE_FOR_A_PAGE, new Pages(each))
                    .ifPresent(failure -> failures.add(failure.reason()));
        }
        return failures;
    }

    /** Passes pods on when their page is complete, since that can't be taken back. */
    private static final class Pages implements PodListing.Sink {
        private final Consumer<PodMetadata> each;
        private final List<PodMetadata> page = new ArrayList<>();

        Pages(Consumer<PodMetadata> each) {
            this.each = each;
        }

        @Override
        public boolean anew() {
            page.clear();
            return false;
        }

        @Override
        public void pod(PodMetadata pod) {
            page.add(pod);
        }

        @Override
        public void page() {
            page.forEach(each);
            page.clear();
        }
    }

    /**
     * Waits until everybody is told who is to be told, or for {@code atMost}; nobody is told afterwards.
     *
     * @return how many volumes were not reached, and how many searches for volumes had not ended that are not refused
     */
    public int drain(Duration atMost) {
        return fanOut.drain(atMost);
    }

    /**
     * How many volumes wait to be told or are being told, and how many searches for volumes are under way that are not
     * refused.
     */
    public int waiting() {
        return fanOut.waiting();
    }
}
