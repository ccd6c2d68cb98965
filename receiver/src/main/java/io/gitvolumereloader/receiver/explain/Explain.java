package io.gitvolumereloader.receiver.explain;

import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.provider.Refusal;
import io.gitvolumereloader.receiver.secrets.SecretFiles;
import io.gitvolumereloader.receiver.secrets.SecretFolder;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * Says, check by check and in the order in which the server asks, what would become of a delivery.
 *
 * <p>The checks are the server's own: {@link Refusal}, {@link Provider}, and the hook behind {@link Consequences}. Here
 * they are only put into words, and {@link Guesses} tells why a signature may not fit.
 */
public final class Explain {
    private final List<Provider> providers;
    private final Aliases aliases;
    private final long maxBody;
    private final Transcript transcript;

    /**
     * @param providers all there are
     * @param maxBody the largest body that the server reads, in bytes
     * @param out where to print; not closed
     */
    public Explain(List<Provider> providers, Aliases aliases, long maxBody, PrintStream out) {
        this.providers = List.copyOf(providers);
        this.aliases = aliases;
        this.maxBody = maxBody;
        this.transcript = new Transcript(out);
    }

    /**
     * Prints the answer.
     *
     * @return whether the server would accept the delivery, and mark the pod if the question has one
     * @throws Misuse if a file can't be read
     */
    public boolean answer(Question question) throws Misuse {
        var web = web(question);
        var asked = question.provider().asking(web);
        var provider =
                question.at().map(at -> asked.at(InstantSource.fixed(at))).orElse(asked);
        var request = SavedRequest.read(question.headers(), question.body());
        if (!isLetIn(request, provider)) {
            return transcript.refused("without reading its body");
        }
        try {
            return judged(request.deliveryTo(provider.name()), provider, question, web);
        } catch (ConfigurationException e) {
            transcript.no("secrets", String.valueOf(e.getMessage()));
            return transcript.refused("since it would not start with such secrets");
        }
    }

    /** The server would ask others; here somebody else has done that, or nobody. */
    private static Web web(Question question) throws Misuse {
        if (question.certificate().isEmpty()) {
            return _ -> new Web.Failed("'explain' asks nobody; save what SigningCertURL leads to, and name that file by"
                    + " --certificate");
        }
        var text = SavedRequest.text(question.certificate().get());
        return _ -> new Web.Got(text);
    }

    private boolean judged(Delivery delivery, Provider provider, Question question, Web web) {
        var secrets = secrets(question);
        var consequences = new Consequences(aliases, question.pod(), transcript);
        return switch (verdict(delivery, provider, secrets)) {
            case Verdict.Authentic authentic -> consequences.of(provider, delivery, authentic);
            case Verdict.Harmless _ -> consequences.ofTest();
            case Verdict.Undecided _ -> transcript.refused("with 503, until somebody can tell");
            case Verdict.Rejected _ -> {
                var others = providers.stream().map(other -> other.asking(web)).toList();
                new Guesses(provider, others, secrets)
                        .about(delivery)
                        .forEach(guess -> transcript.note("perhaps", guess));
                yield transcript.refused("with 401, whatever it says");
            }
        };
    }

    private boolean isLetIn(SavedRequest request, Provider asked) {
        var size = request.delivery().body().length;
        var endpoint = request.endpoint(asked.name());
        var provider = endpoint.fits(asked) ? asked : null;
        var refusal = Refusal.of(request.method(), provider, request.delivery()::header, size, maxBody);
        if (refusal.isEmpty()) {
            transcript.ok(
                    "request",
                    "POST to %s, of a media type that it takes, %d bytes of at most %d"
                            .formatted(endpoint, size, maxBody));
            return true;
        }
        var reason = switch (refusal.get()) {
            case METHOD -> "webhooks are delivered by POST, and this was " + request.method();
            case ENDPOINT ->
                "it went to " + (asked.hasPathToken() ? endpoint : shown(request.path())) + " and not to /"
                        + asked.name();
            case ENCODING -> "the body has a Content-Encoding: let nothing on its way compress it";
            case MEDIA_TYPE -> "the Content-Type is missing or none of " + String.join(", ", asked.mediaTypes());
            case SIZE -> "the body has %d bytes, and receiver.max-body is %d".formatted(size, maxBody);
        };
        transcript.no("request", refusal.get().status() + ", " + reason);
        return false;
    }

    /** A path without the secret that ends it at some providers. */
    private String shown(String path) {
        return providers.stream()
                .filter(Provider::hasPathToken)
                .map(other -> "/" + other.name() + "/")
                .filter(path::contains)
                .findFirst()
                .map(place -> path.substring(0, path.indexOf(place)) + place + "...")
                .orElse(path);
    }

    private List<Secret> secrets(Question question) {
        if (question.secret() != null) {
            return List.of(SecretFiles.one(question.secret(), question.provider()));
        }
        var files = new SecretFiles(Objects.requireNonNull(question.folder()), providers);
        try (var folder = new SecretFolder(files)) {
            return folder.of(question.provider().name());
        }
    }

    private Verdict verdict(Delivery delivery, Provider provider, List<Secret> secrets) {
        var fault = provider.precheck(delivery.withBody(new byte[0]), secrets);
        if (fault.isPresent()) {
            transcript.no("headers", fault.get().reason());
            return fault.get();
        }
        transcript.ok("headers", "nothing can be said against them before the body is read");
        var verdict = provider.authenticate(delivery, secrets);
        switch (verdict) {
            case Verdict.Authentic(var by) -> transcript.ok("secret", by.name() + " fits");
            case Verdict.Harmless() -> transcript.ok("secret", "none is needed: the provider does not sign this test");
            case Verdict.Undecided(var reason) -> transcript.no("proof", reason);
            case Verdict.Rejected(var reason) -> {
                secrets.forEach(secret -> transcript.no("secret", secret.name() + " does not fit"));
                transcript.no("proof", reason);
            }
        }
        return verdict;
    }
}
