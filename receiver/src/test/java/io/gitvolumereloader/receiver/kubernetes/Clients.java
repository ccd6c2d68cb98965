package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.FollowedRef;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
        return Deadline.in(budget, InstantSource.system());
    }

    /** Pods of one namespace, sixteen requests at a time. */
    static Fabric8Pods pods(KubernetesClient client) {
        return new Fabric8Pods(client, List.of("docs"), 16);
    }

    static Follower follower(String pod) {
        return new Follower("docs", pod, "", new RepositoryKey("github.com", "o/docs"), FollowedRef.HEAD, null);
    }

    /** The same notice for each of {@code followers}. */
    static List<Notice> notices(String value, Follower... followers) {
        return Stream.of(followers).map(follower -> new Notice(follower, value)).toList();
    }
}
