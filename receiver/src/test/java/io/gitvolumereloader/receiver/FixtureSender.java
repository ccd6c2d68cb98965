package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.provider.Fixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends fixtures to their providers' endpoints. */
final class FixtureSender {
    private static final String STANDARD = "standard-webhooks";

    private static final Map<String, String> SIGNATURES = Map.of(
            "x-hub-signature-256", "sha256=",
            "x-hub-signature", "sha256=",
            "x-gitea-signature", "",
            "x-gogs-signature", "",
            "x-signature", "sha256=");

    private final URI root;

    FixtureSender(URI root) {
        this.root = root;
    }

    /** The providers whose fixtures need no {@code secrets.yaml}, without which this cluster's folder has to do. */
    static Set<String> plainProviders() {
        return Fixture.all()
                .filter(fixture -> fixture.scenario().equals("push") && fixture.hasPlainSecrets())
                .map(Fixture::provider)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Gives the receiver the secrets with which pushes of the fixtures are made, of {@link #plainProviders()}. */
    void trustedBy(Cluster cluster) {
        plainProviders().stream()
                .filter(provider -> !provider.equals("github"))
                .forEach(provider -> cluster.secret(provider, secret(provider)));
    }

    /** The answer to a delivery as it was recorded. */
    HttpResponse<String> send(Fixture fixture) {
        return send(request(fixture, fixture.delivery().body()));
    }

    /** The answer to a recorded delivery with another body, so with a signature that does not fit. */
    HttpResponse<String> send(Fixture fixture, byte[] body) {
        return send(request(fixture, body));
    }

    /** The answer to a delivery with the headers of {@code fixture}, and a signature of its body instead of theirs. */
    HttpResponse<String> sendSigned(Fixture fixture) {
        var body = fixture.delivery().body();
        var code = GitHubSender.signature(body, secret(fixture.provider()));
        var request = request(fixture, body);
        SIGNATURES.forEach((header, prefix) -> {
            if (fixture.headers().containsKey(header)) {
                request.setHeader(header, prefix + code.substring("sha256=".length()));
            }
        });
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return new GitHubSender(root).send(request);
    }

    /** The answer to a message that is signed now, as Standard Webhooks asks for. */
    HttpResponse<String> sendStandardWebhook(String body) {
        var time = String.valueOf(Instant.now().getEpochSecond());
        return send(HttpRequest.newBuilder(root.resolve(STANDARD))
                .header("Content-Type", "application/json")
                .header("webhook-id", "now")
                .header("webhook-timestamp", time)
                .header("webhook-signature", "v1," + code("now." + time + "." + body))
                .POST(BodyPublishers.ofString(body)));
    }

    static String secret(String provider) {
        return new String(Fixture.of(provider, "push").secrets().getFirst().bytes(), UTF_8);
    }

    private HttpRequest.Builder request(Fixture fixture, byte[] body) {
        var request = HttpRequest.newBuilder(root.resolve(fixture.path())).POST(BodyPublishers.ofByteArray(body));
        fixture.headers().forEach(request::header);
        return request;
    }

    private static String code(String text) {
        try {
            var key = Base64.getDecoder().decode(secret(STANDARD).substring("whsec_".length()));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
