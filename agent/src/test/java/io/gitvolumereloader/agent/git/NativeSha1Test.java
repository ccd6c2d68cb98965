package io.gitvolumereloader.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Security;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeSha1Test {
    private static final String OURS = "git-volume-reloader";

    @BeforeAll
    static void install() {
        NativeSha1.install();
        assumeTrue(Security.getProvider(OURS) != null, "this system has no libcrypto");
    }

    @Test
    void whoeverAsksGetsIt() throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-1");
        assertThat(digest.getProvider().getName()).isEqualTo(OURS);
        assertThat(digest.getDigestLength()).isEqualTo(20);
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo("da39a3ee5e6b4b0d3255bfef95601890afd80709");
    }

    @Test
    void agreesWithTheJdkHoweverTheBytesCome() throws NoSuchAlgorithmException, NoSuchProviderException {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var ours = MessageDigest.getInstance("SHA-1", OURS);
        var jdks = MessageDigest.getInstance("SHA-1", "SUN");
        for (var round = 0; round < 300; round++) {
            var bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 300_000 : 300)];
            random.nextBytes(bytes);
            for (var from = 0; from < bytes.length; ) {
                var length = Math.min(bytes.length - from, random.nextInt(bytes.length) + 1);
                ours.update(bytes, from, length);
                jdks.update(bytes, from, length);
                from += length;
            }
            var single = (byte) random.nextInt();
            ours.update(single);
            jdks.update(single);
            assertThat(ours.digest()).as("seed " + seed + ", round " + round).isEqualTo(jdks.digest());
        }
    }

    @Test
    void goesItsOwnWayAfterACopyAndBeginsAnewAfterAReset()
            throws NoSuchAlgorithmException, NoSuchProviderException, CloneNotSupportedException {
        var one = MessageDigest.getInstance("SHA-1", OURS);
        one.update(new byte[100]);
        var other = (MessageDigest) one.clone();
        one.update((byte) 1);
        var jdks = MessageDigest.getInstance("SHA-1", "SUN");
        assertThat(other.digest()).isEqualTo(jdks.digest(new byte[100]));
        one.reset();
        assertThat(one.digest(new byte[] {7})).isEqualTo(jdks.digest(new byte[] {7}));
    }
}
