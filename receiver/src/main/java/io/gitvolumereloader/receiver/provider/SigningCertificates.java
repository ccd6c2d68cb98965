package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Web;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Certificates by their URLs, each fetched once.
 *
 * <p>Certificates that are known cost no time, whatever happens to others. Two are fetched at a time, and one who wants
 * one of these waits for it, five seconds at most: so three threads are kept at the most, and others come later. What
 * could not be had is not asked for again for half a minute, and while that is true of sixteen URLs, nor is any other:
 * made-up URLs cost the server that is asked no more. Safe for many threads.
 */
final class SigningCertificates {
    /** What came of looking for one. */
    sealed interface Result {}

    /** Here it is. */
    record Found(SigningCertificate certificate) implements Result {}

    /** It can't be had for now. {@code reason} quotes nothing. */
    record Missing(String reason) implements Result {}

    /** Somebody's wish for a certificate; the first to have it fetches. */
    private record Wish(CompletableFuture<Result> result, boolean isToBeFetched) {
        static Wish fulfilled(Result result) {
            return new Wish(CompletableFuture.completedFuture(result), false);
        }
    }

    private static final int MAX_KNOWN = 16;
    private static final int MAX_MISSING = 16;
    private static final int MAX_UNDER_WAY = 2;
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Missing BUSY = new Missing("too many certificates are being fetched, or another one still is");

    private final Web web;
    private final InstantSource clock;
    private final Map<URI, CompletableFuture<Result>> underWay = new HashMap<>();
    private final Semaphore waiting = new Semaphore(1);
    private final Map<URI, Instant> missing = new HashMap<>();
    private final Map<URI, SigningCertificate> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, SigningCertificate> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    /** @param clock tells how long something has been missing */
    SigningCertificates(Web web, InstantSource clock) {
        this.web = web;
        this.clock = clock;
    }

    /** The certificate at {@code url}, which the caller has checked to be one that may be asked. Blocks for seconds. */
    Result of(URI url) {
        var wish = begin(url);
        if (wish.isToBeFetched()) {
            Result fetched = BUSY;
            try {
                fetched = fetch(url);
            } finally {
                end(url, wish, fetched);
            }
        }
        if (wish.result().isDone()) {
            return wish.result().join();
        }
        if (!waiting.tryAcquire()) {
            return BUSY;
        }
        try {
            return await(wish.result());
        } finally {
            waiting.release();
        }
    }

    private synchronized Wish begin(URI url) {
        var certificate = known.get(url);
        if (certificate != null) {
            return Wish.fulfilled(new Found(certificate));
        }
        var others = underWay.get(url);
        if (others != null) {
            return new Wish(others, false);
        }
        var now = clock.instant();
        missing.values().removeIf(since -> Duration.between(since, now).compareTo(REMEMBERED) >= 0);
        if (missing.size() >= MAX_MISSING || missing.containsKey(url)) {
            return Wish.fulfilled(
                    new Missing("the signing certificate, or too many others, could not be had a moment ago"));
        }
        if (underWay.size() >= MAX_UNDER_WAY) {
            return Wish.fulfilled(BUSY);
        }
        var wish = new Wish(new CompletableFuture<>(), true);
        underWay.put(url, wish.result());
        return wish;
    }

    private Result fetch(URI url) {
        return switch (web.get(url)) {
            case Web.Failed(var reason) -> new Missing("can't fetch the signing certificate: " + reason);
            case Web.Got(var text) ->
                SigningCertificate.parse(text)
                        .<Result>map(Found::new)
                        .orElseGet(() -> new Missing("what SigningCertURL names is no certificate"));
        };
    }

    private synchronized void end(URI url, Wish wish, Result result) {
        underWay.remove(url);
        switch (result) {
            case Found(var certificate) -> known.put(url, certificate);
            case Missing _ -> missing.put(url, clock.instant());
        }
        wish.result().complete(result);
    }

    private static Result await(CompletableFuture<Result> result) {
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return BUSY;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Missing("the receiver is shutting down");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a result is a value", e);
        }
    }
}
