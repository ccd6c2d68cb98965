package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Web;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Certificates by their URLs, each fetched once.
 *
 * <p>Whoever waits for one that is fetched does so for five seconds at most, beside those of his own. What could not be
 * had is not asked for again for half a minute, and while that is true of sixteen URLs, nor is any other: made-up URLs
 * cost the server that is asked no more. Certificates that are known are never in the way of that. Safe for many
 * threads.
 */
final class SigningCertificates {
    /** What came of looking for one. */
    sealed interface Result {}

    /** Here it is. */
    record Found(SigningCertificate certificate) implements Result {}

    /** It can't be had for now. {@code reason} quotes nothing. */
    record Missing(String reason) implements Result {}

    private static final int MAX_KNOWN = 16;
    private static final int MAX_MISSING = 16;
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final long PATIENCE = Duration.ofSeconds(5).toMillis();

    private final Web web;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private final Map<URI, SigningCertificate> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, SigningCertificate> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private final Map<URI, Instant> missing = new LinkedHashMap<>();

    /** @param clock tells how long something has been missing */
    SigningCertificates(Web web, InstantSource clock) {
        this.web = web;
        this.clock = clock;
    }

    /** The certificate at {@code url}, which the caller has checked to be one that may be asked. Blocks for seconds. */
    Result of(URI url) {
        var certificate = recall(url);
        if (certificate instanceof Found || !mayAsk(url)) {
            return certificate;
        }
        try {
            if (!fetching.tryLock(PATIENCE, TimeUnit.MILLISECONDS)) {
                return new Missing("another certificate is still being fetched");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Missing("the receiver is shutting down");
        }
        try {
            return fetch(url);
        } finally {
            fetching.unlock();
        }
    }

    private Result fetch(URI url) {
        var again = recall(url); // somebody else may have fetched it meanwhile
        if (again instanceof Found || !mayAsk(url)) {
            return again;
        }
        return switch (web.get(url)) {
            case Web.Failed(var reason) -> missing(url, "can't fetch the signing certificate: " + reason);
            case Web.Got(var text) ->
                SigningCertificate.parse(text)
                        .map(certificate -> found(url, certificate))
                        .orElseGet(() -> missing(url, "what SigningCertURL names is no certificate"));
        };
    }

    private synchronized Result recall(URI url) {
        var certificate = known.get(url);
        return certificate != null
                ? new Found(certificate)
                : new Missing("the signing certificate, or too many others, could not be had a moment ago");
    }

    private synchronized boolean mayAsk(URI url) {
        var now = clock.instant();
        missing.values().removeIf(since -> Duration.between(since, now).compareTo(REMEMBERED) >= 0);
        return missing.size() < MAX_MISSING && !missing.containsKey(url);
    }

    private synchronized Result found(URI url, SigningCertificate certificate) {
        known.put(url, certificate);
        return new Found(certificate);
    }

    private synchronized Result missing(URI url, String reason) {
        missing.put(url, clock.instant());
        return new Missing(reason);
    }
}
