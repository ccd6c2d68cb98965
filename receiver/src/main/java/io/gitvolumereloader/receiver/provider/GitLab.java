package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * GitLab: gitlab.com and self-managed, webhooks of projects and groups, and system hooks.
 *
 * <p>A secret that begins with {@code whsec_} is a signing token, any other a plain one. Sources: <a
 * href="https://docs.gitlab.com/user/project/integrations/webhooks/">Webhooks</a>, <a
 * href="https://docs.gitlab.com/user/project/integrations/webhook_events/">Webhook events</a>, <a
 * href="https://docs.gitlab.com/administration/system_hooks/">System hooks</a>.
 */
@Singleton
public final class GitLab extends DescribedProvider {
    private static final String ADVICE =
            "only pushes matter; subscribe the webhook to push events and tag push events (a system hook to repository"
                    + " update events)";
    private static final Identity REPOSITORY = Identity.of(
                    "/project/git_http_url",
                    "/project/git_ssh_url",
                    "/project/web_url",
                    "/repository/git_http_url",
                    "/repository/git_ssh_url",
                    "/repository/homepage")
            .defaultBranch("/project/default_branch");
    private static final Change CHANGE = Change.of("/ref").before("/before").after("/after");
    /** As it also comes in a CloudEvent. */
    static final Pushes PUSH = Pushes.one(REPOSITORY, CHANGE);

    private static final Reading SYSTEM = new Reading.ByField(
            List.of("/event_name", "/object_kind"), // events of merge requests and the like have the second only
            Map.of("push", PUSH, "tag_push", PUSH, "repository_update", Pushes.each(REPOSITORY, "/changes", CHANGE)),
            ADVICE);

    /** All that is known about GitLab; {@code clock} tells how old a signature is. */
    public GitLab(InstantSource clock) {
        super(Description.of(
                        "gitlab",
                        new Strongest(new SigningToken(clock), new Token("X-Gitlab-Token")),
                        new Reading.ByHeader(
                                List.of("X-Gitlab-Event"),
                                Map.of("Push Hook", PUSH, "Tag Push Hook", PUSH, "System Hook", SYSTEM),
                                ADVICE))
                .id("Idempotency-Key", "webhook-id", "X-Gitlab-Event-UUID"));
    }

    @Override
    public Provider at(InstantSource clock) {
        return new GitLab(clock);
    }
}
