package io.gitvolumereloader.receiver.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bitbucket Data Center and Server.
 *
 * <p>Its test of the connection is not signed. A mirror tells of its own refs, or that they are too many to tell.
 * Sources: <a href="https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html">Manage
 * webhooks</a>, <a href="https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html">Event
 * payload</a>.
 */
public final class BitbucketServer extends DescribedProvider {
    private static final String EVENT = "X-Event-Key";
    private static final String SIGNATURE = "X-Hub-Signature";
    private static final Change CHANGE =
            Change.of("/ref/id").before("/fromHash").after("/toHash");

    /**
     * All that is known about Bitbucket Data Center.
     *
     * @param base the URL of the server, for versions whose payloads name no URLs; empty where there is none of them
     */
    public BitbucketServer(Optional<String> base) {
        super(Description.of(
                        "bitbucket-server",
                        new UnsignedPing(EVENT, "diagnostics:ping", SIGNATURE, Hmac.sha256("sha256=", SIGNATURE)),
                        reading(repository(base)))
                .id("X-Request-Id"));
    }

    private static Identity repository(Optional<String> base) {
        var told = Stream.of("/repository/links/clone/*/href", "/repository/links/self/*/href");
        var made = base.stream()
                .map(url -> url.replaceAll("/+$", "") + "/scm/{/repository/project/key}/{/repository/slug}");
        var identity = Identity.of(Stream.concat(told, made).toArray(String[]::new));
        return base.isPresent()
                ? identity
                : identity.remedy(": an old server names none, so set receiver.bitbucket-server.url to its URL");
    }

    private static Reading reading(Identity repository) {
        var changes = Pushes.each(repository, "/changes", CHANGE);
        return new Reading.ByHeader(
                List.of(EVENT),
                Map.of(
                        "repo:refs_changed",
                        changes,
                        "mirror:repo_synchronized",
                        changes.incomplete("/refLimitExceeded"),
                        "diagnostics:ping",
                        new Reading.Ping()),
                "only pushes matter; let the webhook be triggered by repository push (for clones from a mirror, by mirror"
                        + " synchronization)");
    }
}
