package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Option;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * SourceHut: git.sr.ht and other instances of it, by the webhooks of its old API and of GraphQL.
 *
 * <p>Its deliveries do not say which repository they are about, and one key signs those of everybody. So the secret
 * ends the webhook's URL, and tells the repository beside itself. A push of which it names no ref, as it may a deleted
 * one, is of any ref. Sources: <a href="https://man.sr.ht/api-conventions.md#webhooks">Webhooks</a>, <a
 * href="https://man.sr.ht/git.sr.ht/api.md#webhooks">git.sr.ht</a>, <a
 * href="https://man.sr.ht/graphql.md#webhooks">GraphQL</a>.
 */
@Singleton
public final class SourceHut extends DescribedProvider {
    private static final String KEY_OF_SR_HT = "uX7KWyyDNMaBma4aVbJ/cbUQpdjqczuCyK/HxzV/u+4=";
    private static final Identity REPOSITORY = Identity.of("{@repository}");
    private static final Reading OLD_API = Pushes.each(
            REPOSITORY, "/refs", Change.of("/name").before("/old/id").after("/new/id"));
    private static final Reading GRAPHQL = Pushes.each(
            REPOSITORY,
            "/data/webhook/updates",
            Change.of("/ref/name").before("/old/id").after("/new/id"));

    /** All that is known about SourceHut. */
    public SourceHut() {
        super(Description.of(
                        "sourcehut",
                        PathToken.and(new Ed25519("X-Payload-Signature", "X-Payload-Nonce", "key", KEY_OF_SR_HT)),
                        new Reading.ByHeader(
                                List.of("X-Webhook-Event"),
                                Map.of("repo:post-update", OLD_API, "GIT_POST_RECEIVE", GRAPHQL),
                                "only what was pushed matters; subscribe the webhook to GIT_POST_RECEIVE (in the old API"
                                        + " to repo:post-update)"))
                .id("X-Webhook-Delivery")
                .options(
                        new Option(
                                "repository",
                                true,
                                "the URL of the repository that the webhook belongs to",
                                url -> RepositoryKey.parse(url).isPresent()),
                        new Option(
                                "key",
                                false,
                                "the Base64 of the 32 bytes of the instance's public key",
                                Ed25519::isKey)));
    }
}
