package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code X-Gitee-Token}: the secret itself, or the HMAC-SHA256 of time and secret, with the secret as key.
 *
 * <p>Both are accepted, whichever the webhook is set to: who knows the secret can make both, and who has only seen a
 * code can't make the secret of it. Neither protects the body, and a code is good for an hour: only behind TLS. Source:
 * <a href="https://help.gitee.com/webhook/how-to-verify-webhook-keys">How to verify webhook keys</a>.
 *
 * @param clock tells how old a code is
 */
record GiteeToken(InstantSource clock) implements HeaderScheme {
    private static final String TOKEN = "X-Gitee-Token";
    private static final String TIME = "X-Gitee-Timestamp";
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,15}");
    private static final Duration TOLERANCE = Duration.ofHours(1);
    private static final int CODE = 32;

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var token = delivery.header(TOKEN);
        if (token == null || token.isEmpty()) {
            return new Verdict.Rejected("no " + TOKEN + " header: does the webhook have a password or a signing key?");
        }
        var bySecret = Proof.bySame(secrets, token.getBytes(ISO_8859_1), "the password in " + TOKEN);
        // Tried whatever came out, so that the time does not tell what a password that looks like a code is.
        var byCode = code(token).map(code -> byCode(code, delivery, secrets));
        return bySecret instanceof Verdict.Authentic ? bySecret : byCode.orElse(bySecret);
    }

    private Verdict byCode(byte[] claimed, Delivery delivery, List<Secret> secrets) {
        var time = delivery.header(TIME);
        if (time == null || !MILLISECONDS.matcher(time).matches()) {
            return new Verdict.Rejected(
                    TOKEN + " is no password that is known, and without a number of milliseconds in " + TIME
                            + " no signature");
        }
        var age = Duration.between(Instant.ofEpochMilli(Long.parseLong(time)), clock.instant());
        if (age.abs().compareTo(TOLERANCE) > 0) {
            return new Verdict.Rejected(TOKEN + " is no password that is known, and as a signature late or repeated: "
                    + TIME + " is more than " + TOLERANCE.toSeconds() + " seconds off");
        }
        var head = (time + "\n").getBytes(ISO_8859_1);
        return Proof.by(
                secrets,
                secret -> MessageDigest.isEqual(claimed, Proof.mac("HmacSHA256", secret.bytes(), head, secret.bytes())),
                "the password or signature in " + TOKEN);
    }

    /** The code that a token may be, in Base64, of which the documentation's examples escape what URLs escape. */
    private static Optional<byte[]> code(String token) {
        var plain = token.replaceAll("(?i)%2B", "+").replaceAll("(?i)%2F", "/").replaceAll("(?i)%3D", "=");
        return Encoding.BASE64.decode(plain).filter(code -> code.length == CODE);
    }
}
