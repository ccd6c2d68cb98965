package io.gitvolumereloader.receiver.provider;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * GitHub: github.com, GHE.com and GitHub Enterprise Server.
 *
 * <p>Sources: <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating
 * webhook deliveries</a>, <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">Webhook events and
 * payloads</a>.
 */
@Singleton
public final class GitHub extends DescribedProvider {
    private static final Identity REPOSITORY = Identity.of(
                    "/repository/clone_url",
                    "/repository/html_url",
                    "/repository/ssh_url",
                    "/repository/git_url",
                    "/repository/svn_url")
            .defaultBranch("/repository/default_branch");
    /** As it also comes in a CloudEvent. */
    static final Pushes PUSH = Pushes.one(
            REPOSITORY, Change.of("/ref").before("/before").after("/after").deleted("/deleted"));

    /** All that is known about GitHub. */
    public GitHub() {
        super(Description.of(
                        "github",
                        Hmac.sha256("sha256=", "X-Hub-Signature-256"),
                        new Reading.ByHeader(
                                List.of("X-GitHub-Event"),
                                Map.of("ping", new Reading.Ping(), "push", PUSH),
                                "only push events matter; subscribe the webhook to just the push event"))
                .id("X-GitHub-Delivery")
                .form(Form.SIGNED_AS_SENT));
    }
}
