package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The symmetric signatures of <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>: HMAC-SHA256 of id, time and body, at most five minutes old. Only secrets of the form {@code whsec_} and
 * Base64 are its keys; any other vouches for nothing.
 *
 * @param clock tells how old a signature is
 */
record SigningToken(InstantSource clock) implements Scheme {
    private static final String ID = "webhook-id";
    private static final String TIME = "webhook-timestamp";
    private static final String SIGNATURES = "webhook-signature";
    private static final String SECRET = "whsec_";
    private static final String VERSION = "v1,";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int MAX_SIGNATURES = 16;
    private static final int CODE = 32;
    private static final int SHORTEST_KEY = 24;

    /** Whether {@code secret} is meant for signatures, by its first letters. */
    static boolean isKey(Secret secret) {
        var prefix = SECRET.getBytes(UTF_8);
        var bytes = secret.bytes();
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        var time = headers.header(TIME);
        if (headers.header(ID) == null || time == null || headers.header(SIGNATURES) == null) {
            return rejected("no webhook-id, webhook-timestamp or webhook-signature header: does the webhook have a"
                    + " signing secret?");
        }
        if (claimed(headers).isEmpty()) {
            return rejected("webhook-signature holds no v1, and Base64 of " + CODE + " bytes");
        }
        if (!SECONDS.matcher(time).matches()) {
            return rejected("webhook-timestamp is no number of seconds");
        }
        var age = Math.subtractExact(clock.instant().getEpochSecond(), Long.parseLong(time));
        return Math.abs(age) > TOLERANCE.toSeconds()
                ? rejected("webhook-timestamp is more than " + TOLERANCE.toSeconds() + " seconds off: late or repeated")
                : Optional.empty();
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var fault = precheck(delivery, secrets);
        if (fault.isPresent()) {
            return fault.get();
        }
        var signatures = claimed(delivery);
        var head = (delivery.header(ID) + "." + delivery.header(TIME) + ".").getBytes(ISO_8859_1);
        return Proof.by(secrets, secret -> fits(signatures, secret, head, delivery.body()), "the signature");
    }

    @Override
    public Optional<String> objection(Secret secret) {
        return key(secret).isPresent()
                ? Optional.empty()
                : Optional.of("a signing secret is whsec_ and the Base64 of at least " + SHORTEST_KEY
                        + " bytes; copy it as the sender shows it");
    }

    private static boolean fits(List<byte[]> signatures, Secret secret, byte[] head, byte[] body) {
        var key = key(secret);
        if (key.isEmpty()) {
            return false;
        }
        var code = Proof.mac("HmacSHA256", key.get(), head, body);
        var fits = false;
        for (var signature : signatures) {
            fits |= MessageDigest.isEqual(signature, code);
        }
        return fits;
    }

    private static Optional<byte[]> key(Secret secret) {
        return Optional.of(secret)
                .filter(SigningToken::isKey)
                .flatMap(whole -> Encoding.BASE64.decode(new String(whole.bytes(), UTF_8).substring(SECRET.length())))
                .filter(key -> key.length >= SHORTEST_KEY);
    }

    /** The signatures of the version that we know; there may be others beside them, and several while keys change. */
    private static List<byte[]> claimed(Delivery delivery) {
        return Arrays.stream(String.valueOf(delivery.header(SIGNATURES)).split(" ", MAX_SIGNATURES + 1))
                .limit(MAX_SIGNATURES)
                .filter(signature -> signature.startsWith(VERSION))
                .flatMap(signature -> Encoding.BASE64.decode(signature.substring(VERSION.length())).stream())
                .filter(code -> code.length == CODE)
                .toList();
    }

    private static Optional<Verdict.Rejected> rejected(String reason) {
        return Optional.of(new Verdict.Rejected(reason));
    }
}
