package io.gitvolumereloader.receiver.provider;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Bitbucket Cloud, bitbucket.org.
 *
 * <p>Its payloads name no URL to clone from, so that is made of the repository's full name. The header of the signature
 * is called like GitHub's for SHA-1, and holds SHA-256. Source: <a
 * href="https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/">Manage webhooks</a>, <a
 * href="https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/">Event payloads</a>.
 */
@Singleton
public final class Bitbucket extends DescribedProvider {
    private static final Identity REPOSITORY =
            Identity.of("https://bitbucket.org/{/repository/full_name}", "/repository/links/html/href");
    private static final Change CHANGE = Change.ofShort(
                    List.of("/new/name", "/old/name"), List.of("/new/type", "/old/type"))
            .before("/old/target/hash")
            .after("/new/target/hash")
            .deleted("/closed");

    /** All that is known about Bitbucket Cloud. */
    public Bitbucket() {
        super(Description.of(
                        "bitbucket",
                        Hmac.sha256("sha256=", "X-Hub-Signature"),
                        new Reading.ByHeader(
                                List.of("X-Event-Key"),
                                Map.of("repo:push", Pushes.each(REPOSITORY, "/push/changes", CHANGE)),
                                "only pushes matter; let the webhook be triggered by repository push"))
                .id("X-Request-UUID"));
    }
}
