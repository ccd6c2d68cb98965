package io.gitvolumereloader.receiver.provider;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Gogs.
 *
 * <p>It signs the JSON even where it sends it in a form. Tags are told by {@code create} and {@code delete} events
 * only, and so are deleted branches. Source: <a href="https://gogs.io/docs/features/webhook">Webhooks</a>.
 */
@Singleton
public final class Gogs extends DescribedProvider {
    private static final Change BY_SHORT_NAME = Change.ofShort(List.of("/ref"), List.of("/ref_type"));

    /** All that is known about Gogs. */
    public Gogs() {
        super(Description.of(
                        "gogs",
                        Hmac.sha256("", "X-Gogs-Signature"),
                        new Reading.ByHeader(
                                List.of("X-Gogs-Event"),
                                Map.of(
                                        "push",
                                                Pushes.one(
                                                        Gitea.REPOSITORY,
                                                        Change.of("/ref")
                                                                .before("/before")
                                                                .after("/after")),
                                        "create", Pushes.one(Gitea.REPOSITORY, BY_SHORT_NAME.after("/sha")),
                                        "delete", Pushes.one(Gitea.REPOSITORY, BY_SHORT_NAME)),
                                "only push, create and delete events matter"))
                .id("X-Gogs-Delivery")
                .form(Form.SIGNED_DECODED));
    }
}
