package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A signature by Ed25519 (<a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>) of the body and a nonce behind
 * it. It says which server has sent the delivery and for nobody of whom it speaks, so it vouches for nothing alone; and
 * since nothing tells its age, it can be played again.
 *
 * @param signature the header with the signature, in Base64
 * @param nonce the header with the nonce, which may be empty
 * @param option what a secret calls the server's public key: the Base64 of its 32 bytes
 * @param usual the key of secrets that do not tell any
 */
record Ed25519(String signature, String nonce, String option, String usual) implements Scheme {
    private static final String ALGORITHM = "Ed25519";
    private static final int SIGNATURE = 64;
    private static final int KEY = 32;

    /** What stands before the key in its X.509 form: <a href="https://www.rfc-editor.org/rfc/rfc8410">RFC 8410</a>. */
    private static final String X509 = "302a300506032b6570032100";

    /** Whether {@code base64} is a public key by which signatures can be checked. */
    static boolean isKey(String base64) {
        return verifier(base64).isPresent();
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return claimed(headers).isPresent() && headers.header(nonce) != null
                ? Optional.empty()
                : Optional.of(fault(headers));
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var claimed = claimed(delivery);
        var behind = delivery.header(nonce);
        return claimed.isEmpty() || behind == null
                ? fault(delivery)
                : Proof.by(
                        secrets,
                        secret -> fits(claimed.get(), secret, delivery.body(), behind.getBytes(ISO_8859_1)),
                        "the signature in " + signature + ", by the public key beside the secret,");
    }

    private boolean fits(byte[] claimed, Secret secret, byte[] body, byte[] behind) {
        var verifier = verifier(secret.options().getOrDefault(option, usual));
        if (verifier.isEmpty()) {
            return false;
        }
        try {
            verifier.get().update(body);
            verifier.get().update(behind);
            return verifier.get().verify(claimed);
        } catch (SignatureException _) {
            return false; // numbers that no signature has
        }
    }

    private Optional<byte[]> claimed(Delivery delivery) {
        return Optional.ofNullable(delivery.header(signature))
                .flatMap(Encoding.BASE64::decode)
                .filter(bytes -> bytes.length == SIGNATURE);
    }

    private Verdict.Rejected fault(Delivery delivery) {
        return delivery.header(signature) == null || delivery.header(nonce) == null
                ? new Verdict.Rejected("no " + signature + " or " + nonce + " header")
                : new Verdict.Rejected(signature + " is not the BASE64 of " + SIGNATURE + " bytes");
    }

    /** One that waits for the signed bytes; empty where {@code base64} is no key. */
    private static Optional<Signature> verifier(String base64) {
        var key = Encoding.BASE64.decode(base64).filter(bytes -> bytes.length == KEY);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            var encoded = HexFormat.of().parseHex(X509 + HexFormat.of().formatHex(key.get()));
            var verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            return Optional.of(verifier);
        } catch (InvalidKeySpecException | InvalidKeyException _) {
            return Optional.empty(); // no point of the curve
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform of ours has " + ALGORITHM, e);
        }
    }
}
