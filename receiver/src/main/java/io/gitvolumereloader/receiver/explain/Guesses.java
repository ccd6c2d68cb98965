package io.gitvolumereloader.receiver.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery isn't authentic, found by trying what goes wrong often: each guess is a change after which the
 * provider finds the delivery authentic.
 *
 * @param providers all there are
 * @param secrets those of {@code provider}
 */
record Guesses(Provider provider, List<Provider> providers, List<Secret> secrets) {
    /** Headers that tell when a delivery was sent, and the instants that their numbers mean. */
    private static final Map<String, LongFunction<Instant>> TIMES =
            Map.of("webhook-timestamp", Instant::ofEpochSecond, "X-Gitee-Timestamp", Instant::ofEpochMilli);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

    /** That of SNS. */
    private static final Pattern TIMESTAMP = Pattern.compile("\"Timestamp\"\\s*:\\s*\"([0-9TZ:.-]{20,40})\"");

    /** What to tell, the likeliest first; names secrets and quotes nothing of them. */
    List<String> about(Delivery delivery) {
        return Stream.of(
                        late(delivery),
                        alone(delivery),
                        ofSecrets(delivery),
                        ofBodies(delivery),
                        elsewhere(delivery),
                        weak(delivery))
                .flatMap(guesses -> guesses)
                .toList();
    }

    /** Saved deliveries mostly are. */
    private Stream<String> late(Delivery delivery) {
        return Stream.concat(
                        TIMES.entrySet().stream()
                                .flatMap(time -> sent(delivery.header(time.getKey()), time.getValue())),
                        written(delivery))
                .filter(sent -> isAuthentic(provider.at(InstantSource.fixed(sent)), delivery, secrets))
                .map(sent -> "only the time does not fit: ask with --at " + sent + ", when it was sent");
    }

    private static Stream<Instant> sent(@Nullable String number, LongFunction<Instant> unit) {
        return number != null && NUMBER.matcher(number).matches()
                ? Stream.of(unit.apply(Long.parseLong(number)))
                : Stream.empty();
    }

    /** The time that a body names where SNS has that of the delivery. */
    private static Stream<Instant> written(Delivery delivery) {
        var time = TIMESTAMP.matcher(new String(delivery.body(), ISO_8859_1));
        return time.find() ? instant(time.group(1)) : Stream.empty();
    }

    private static Stream<Instant> instant(String text) {
        try {
            return Stream.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Stream.empty();
        }
    }

    private Stream<String> alone(Delivery delivery) {
        return secrets.stream()
                .filter(secret -> secrets.size() > 1 && isAuthentic(provider, delivery, List.of(secret)))
                .map(secret -> "the secret " + secret.name() + " would fit if it were the only one: the endpoint has a"
                        + " stronger secret, and then nothing weaker counts");
    }

    private Stream<String> ofSecrets(Delivery delivery) {
        return secrets.stream()
                .flatMap(secret -> Variant.OF_SECRETS.stream()
                        .filter(variant -> fits(delivery, secret, variant.of(secret.bytes())))
                        .map(variant -> "the secret " + secret.name() + " would fit " + variant.what()));
    }

    private boolean fits(Delivery delivery, Secret secret, byte[] bytes) {
        return bytes.length > 0
                && !Arrays.equals(bytes, secret.bytes())
                && isAuthentic(
                        provider,
                        delivery,
                        List.of(new Secret(secret.name(), secret.kind(), bytes, secret.scope(), secret.options())));
    }

    private Stream<String> ofBodies(Delivery delivery) {
        return Variant.OF_BODIES.stream()
                .filter(variant -> isAuthentic(provider, delivery.withBody(variant.of(delivery.body())), secrets))
                .limit(1)
                .map(variant -> "the body would fit " + variant.what() + ": the file does not hold what was sent");
    }

    private Stream<String> elsewhere(Delivery delivery) {
        return providers.stream()
                .filter(other -> !other.name().equals(provider.name()) && isAuthentic(other, delivery, fitFor(other)))
                .map(other -> "the delivery would be authentic at /" + other.name()
                        + ": is that the provider, and the webhook's URL wrong?");
    }

    /** The secrets that {@code other} could use; else one in the URL would do wherever nothing but the URL counts. */
    private List<Secret> fitFor(Provider other) {
        return secrets.stream()
                .filter(secret -> other.objection(secret).isEmpty())
                .toList();
    }

    private static Stream<String> weak(Delivery delivery) {
        var signature = delivery.header("X-Hub-Signature");
        return signature != null && signature.startsWith("sha1=")
                ? Stream.of("X-Hub-Signature is by SHA-1, which counts nowhere: only signatures by SHA-256 do")
                : Stream.empty();
    }

    private static boolean isAuthentic(Provider provider, Delivery delivery, List<Secret> secrets) {
        return provider.authenticate(delivery, secrets) instanceof Verdict.Authentic;
    }
}
