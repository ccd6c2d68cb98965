package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Census;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The pods as the API server knows them: one list request a namespace, one merge patch a follower. */
public final class Fabric8Pods implements Pods {
    private final List<String> namespaces;
    private final Requests requests;
    private final ApiServer server;

    /**
     * The caller closes {@code client}.
     *
     * @param namespaces where to look; {@code *} alone means everywhere
     * @param inFlight how many requests may be under way at a time, over all deliveries; at least 1
     */
    public Fabric8Pods(KubernetesClient client, List<String> namespaces, int inFlight) {
        this.namespaces = List.copyOf(namespaces);
        this.requests = new Requests(client);
        this.server = new ApiServer(client.getHttpClient(), inFlight);
    }

    @Override
    public Census followers(Scope scope, Deadline deadline) {
        var followers = new ArrayList<Follower>();
        var oddities = new ArrayList<String>();
        var unlisted = new ArrayList<String>();
        for (var answer : inParallel(within(scope), namespace -> server.ask(requests.list(namespace), deadline))) {
            switch (answer) {
                case Answer.Done(var list)
                when list.path("items").isArray() ->
                    PodList.living(list).forEach(pod -> pod.follow(followers, oddities));
                case Answer.Done(JsonNode _) -> unlisted.add("can't list pods: the API server's answer is no list");
                case Answer.NotFound() -> unlisted.add("can't list pods: the API server knows no such list");
                case Answer.Busy(var reason, var _) -> unlisted.add("can't list pods: " + reason);
                case Answer.Cut(var reason) -> unlisted.add("can't list pods: " + reason);
                case Answer.Failed(var reason) -> unlisted.add("can't list pods: " + reason);
            }
        }
        return new Census(followers, oddities, unlisted);
    }

    /** Where to look; all by one request only where everything is in scope. */
    private List<String> within(Scope scope) {
        return namespaces.equals(List.of(Scope.ALL)) && !scope.reachesAll()
                ? scope.namespaces().stream().sorted().toList()
                : namespaces.stream().filter(scope::reaches).toList();
    }

    @Override
    public List<Marking> mark(List<Notice> notices, Deadline deadline) {
        return inParallel(notices, notice -> mark(notice.follower(), notice.value(), deadline));
    }

    private Marking mark(Follower follower, String value, Deadline deadline) {
        return marking(follower, server.ask(requests.patch(follower, value), deadline));
    }

    private static Marking marking(Follower follower, Answer answer) {
        return switch (answer) {
            case Answer.Done(var pod) when pod.isObject() -> new Marking.Marked(follower);
            case Answer.Done _ -> new Marking.Unreached(follower, "the API server's answer is no pod");
            case Answer.NotFound() -> new Marking.Gone(follower);
            case Answer.Busy(var reason, var _) -> new Marking.Unreached(follower, reason);
            case Answer.Cut(var reason) -> new Marking.Unreached(follower, reason);
            case Answer.Failed(var reason) -> new Marking.Unreached(follower, reason);
        };
    }

    private static <T, R> List<R> inParallel(List<T> inputs, Function<T, R> work) {
        List<Future<R>> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = inputs.stream()
                    .map(input -> threads.submit((Callable<R>) () -> work.apply(input)))
                    .toList();
        }
        return results.stream().map(Future::resultNow).toList();
    }
}
