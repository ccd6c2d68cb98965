package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.FollowedRef;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.ObjectName;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import io.gitvolumereloader.receiver.hook.RefName;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import io.gitvolumereloader.receiver.hook.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clients as the receiver configures them: with no retries of their own. */
final class Clients {
    static final String TOKEN = "token-of-the-receiver";

    private Clients() {}

    static KubernetesClient of(String url) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(url)
                        .withNamespace("docs")
                        .withHttp2Disable(true)
                        .withOauthToken(TOKEN)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    static Deadline within(Duration budget) {
        return Deadline.in(budget);
    }

    /** Pods of one namespace, sixteen requests at a time. */
    static Fabric8Pods pods(KubernetesClient client) {
        return pods(client, 16, Duration.ofSeconds(30));
    }

    /** @param patience how long one request may take */
    static Fabric8Pods pods(KubernetesClient client, int inFlight, Duration patience) {
        return new Fabric8Pods(client, List.of("docs"), inFlight, patience);
    }

    /** Marks at most sixteen at a time. */
    static FanOut fanOut(KubernetesClient client) {
        return fanOut(client, 16, Duration.ofSeconds(30));
    }

    /** @param patience how long one request may take */
    static FanOut fanOut(KubernetesClient client, int inFlight, Duration patience) {
        return fanOut(client, new Limits(inFlight, patience, 50_000, 5_000, Duration.ofMinutes(5), false));
    }

    static FanOut fanOut(KubernetesClient client, Limits limits) {
        return new FanOut(new ApiServer(client.getHttpClient()), new Requests(client), limits);
    }

    /** Has those marked who are found at once, and waits for the answer. */
    static List<Marking> mark(FanOut fanOut, long arrival, List<Notice> notices, Deadline deadline) {
        var push = notices.isEmpty() ? push("main", 'a') : notices.getFirst().annotation();
        var round = fanOut.begin(audience(arrival, push), List.of("docs"));
        fanOut.found(round, notices, notices.size(), List.of());
        fanOut.searched(round, "docs", Optional.empty());
        return fanOut.answer(round, deadline).markings();
    }

    static PodLists lists(KubernetesClient client) {
        return new PodLists(new PodListing(new ApiServer(client.getHttpClient()), new Requests(client)));
    }

    /** Why a list failed, in words. */
    static String why(PodLists.Part part) {
        return part.failure().map(PodListing.Failure::reason).orElse("it did not");
    }

    /** Whom a delivery of {@code push} concerns. */
    static Audience audience(long arrival, PushAnnotation push) {
        return new Audience(arrival, List.of(push.push()), Scope.EVERYTHING, Aliases.NONE, push.at());
    }

    static Follower follower(String pod) {
        return new Follower("docs", pod, "", new RepositoryKey("github.com", "o/docs"), FollowedRef.HEAD, null);
    }

    /** A push of {@code branch}, to a commit that is called after {@code digit}. */
    static PushAnnotation push(String branch, char digit) {
        var repository = List.of(new RepositoryKey("github.com", "o/docs"));
        var ref = RefName.parse("refs/heads/" + branch).orElseThrow();
        var after = ObjectName.parse(String.valueOf(digit).repeat(40)).orElseThrow();
        var push = new Push(new DeliveryId("test", branch + digit), repository, ref, null, after, "main");
        return new PushAnnotation(push, Instant.parse("2026-11-20T07:30:00.123Z"));
    }

    /** The same notice for each of {@code followers}. */
    static List<Notice> notices(PushAnnotation annotation, Follower... followers) {
        return Stream.of(followers)
                .map(follower -> new Notice(follower, annotation))
                .toList();
    }
}
