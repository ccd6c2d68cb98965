package io.gitvolumereloader.receiver.provider;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Gitea and Forgejo, and so Codeberg.
 *
 * <p>They sign the JSON even where they send it in a form. A deleted branch is told by a {@code delete} event only. An
 * empty signature, which they send without a secret, is none. Sources: <a
 * href="https://docs.gitea.com/usage/webhooks">Gitea: Webhooks</a>, <a
 * href="https://forgejo.org/docs/latest/user/webhooks/">Forgejo: Webhooks</a>.
 */
@Singleton
public final class Gitea extends DescribedProvider {
    /** As Gogs has it too, from which Gitea comes. */
    static final Identity REPOSITORY = Identity.of(
                    "/repository/clone_url", "/repository/ssh_url", "/repository/html_url")
            .defaultBranch("/repository/default_branch");

    /** All that is known about Gitea and Forgejo. */
    public Gitea() {
        super(Description.of(
                        "gitea",
                        Hmac.sha256("", "X-Forgejo-Signature", "X-Gitea-Signature"),
                        new Reading.ByHeader(
                                List.of("X-Forgejo-Event", "X-Gitea-Event"),
                                Map.of(
                                        "push",
                                                Pushes.one(
                                                        REPOSITORY,
                                                        Change.of("/ref")
                                                                .before("/before")
                                                                .after("/after")),
                                        "delete",
                                                Pushes.one(
                                                        REPOSITORY,
                                                        Change.ofShort(List.of("/ref"), List.of("/ref_type")))),
                                "only push and delete events matter; what a create event tells, a push event tells too"))
                .id("X-Forgejo-Delivery", "X-Gitea-Delivery")
                .form(Form.SIGNED_DECODED));
    }
}
