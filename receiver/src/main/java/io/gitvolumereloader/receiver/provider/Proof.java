package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What all schemes need: the search among several secrets, and comparisons that tell nothing by their time. */
final class Proof {
    private static final int MAX_CLAIMED = 4096;

    private Proof() {}

    /**
     * Tries every secret, whichever fits; {@code what} names in the log what fitted none. All verdicts are made in any
     * case, so that a right proof takes as long as a wrong one.
     */
    static Verdict by(List<Secret> secrets, Predicate<Secret> fits, String what) {
        Verdict verdict = new Verdict.Rejected(what + " fits none of " + secrets.size()
                + " secrets: compare the webhook's secret with the receiver's");
        for (var secret : secrets) {
            var authentic = new Verdict.Authentic(secret);
            verdict = fits.test(secret) ? authentic : verdict;
        }
        return verdict;
    }

    /**
     * Tries every secret, whether it is {@code claimed}, in a time that tells neither where they differ nor how long a
     * secret is.
     */
    static Verdict bySame(List<Secret> secrets, byte[] claimed, String what) {
        if (claimed.length > MAX_CLAIMED) {
            return new Verdict.Rejected(what + " has more than " + MAX_CLAIMED + " bytes");
        }
        var digest = digest(claimed);
        return by(secrets, secret -> MessageDigest.isEqual(digest, digest(secret.bytes())), what);
    }

    /** The code of {@code parts}, one after the other. {@code algorithm} is one that every Java platform has. */
    static byte[] mac(String algorithm, byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
