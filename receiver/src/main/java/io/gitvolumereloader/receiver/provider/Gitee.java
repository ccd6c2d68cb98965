package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Gitee: gitee.com and Gitee Enterprise.
 *
 * <p>It does not name its deliveries, so they are called by the time in their headers. The name of the event is read in
 * the payload, since the header is {@code Push Hook} or {@code push_hooks}. Sources: <a
 * href="https://help.gitee.com/webhook/gitee-webhook-push-data-format">Webhook push data format</a>, <a
 * href="https://help.gitee.com/webhook/how-to-verify-webhook-keys">How to verify webhook keys</a>.
 */
@Singleton
public final class Gitee extends DescribedProvider {
    private static final Identity REPOSITORY = Identity.of(
                    "/repository/clone_url",
                    "/repository/git_http_url",
                    "/repository/html_url",
                    "/repository/ssh_url",
                    "/repository/git_ssh_url",
                    "/project/clone_url",
                    "/project/git_http_url",
                    "/project/html_url",
                    "/project/ssh_url",
                    "/project/git_ssh_url")
            .defaultBranch("/repository/default_branch");
    private static final Reading PUSH = Pushes.one(
            REPOSITORY, Change.of("/ref").before("/before").after("/after").deleted("/deleted"));

    /** All that is known about Gitee; {@code clock} tells how old a signature is. */
    public Gitee(InstantSource clock) {
        super(Description.of(
                        "gitee",
                        new GiteeToken(clock),
                        new Tried(
                                "X-Gitee-Ping",
                                "true",
                                new Reading.ByField(
                                        List.of("/hook_name"),
                                        Map.of("push_hooks", PUSH, "tag_push_hooks", PUSH),
                                        "only pushes matter; let the webhook be triggered by push and tag push")))
                .id("X-Gitee-Timestamp"));
    }

    @Override
    public Provider at(InstantSource clock) {
        return new Gitee(clock);
    }
}
