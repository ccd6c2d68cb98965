package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Option;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Gerrit, by its plugin {@code webhooks}.
 *
 * <p>The plugin proves nothing and names no URL: so the secret ends the webhook's URL, and tells the server's beside
 * itself. A server tells each ref for itself, or all of a push together, or both; what is told twice changes nothing.
 * Sources: <a
 * href="https://gerrit.googlesource.com/plugins/webhooks/+/refs/heads/master/src/main/resources/Documentation/config.md">the
 * plugin</a>, <a href="https://gerrit-review.googlesource.com/Documentation/cmd-stream-events.html">its events</a>.
 */
@Singleton
public final class Gerrit extends DescribedProvider {
    /** All that is known about Gerrit. */
    public Gerrit() {
        super(Description.of(
                        "gerrit",
                        PathToken.alone(),
                        new Reading.ByField(
                                List.of("/type"),
                                Map.of(
                                        "ref-updated",
                                        Pushes.one(
                                                Identity.of("{@url}/{/refUpdate/project}"),
                                                Change.of("/refUpdate/refName")
                                                        .before("/refUpdate/oldRev")
                                                        .after("/refUpdate/newRev")),
                                        "batch-ref-updated",
                                        Pushes.each(
                                                Identity.of("{@url}/{/refUpdates/*/project}"),
                                                "/refUpdates",
                                                Change.of("/refName")
                                                        .before("/oldRev")
                                                        .after("/newRev"))),
                                "only updates of refs matter; in webhooks.config, set event to ref-updated"))
                .options(new Option(
                        "url",
                        true,
                        "the URL of the server, such as https://gerrit.example.com, to which the names of projects are"
                                + " added",
                        url -> url.matches("(https?|ssh)://.+")
                                && RepositoryKey.parse(url + "/project").isPresent())));
    }
}
