package io.gitvolumereloader.receiver.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often an issuer is asked for its keys, whoever sends whatever. */
class KnownKeysTest {
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile KeyServer server = () -> Issuer.keys(Issuer.RSA);
    private final KnownKeys keys = new KnownKeys(
            () -> {
                fetches.incrementAndGet();
                return server.fetch();
            },
            nanos::get);

    @Test
    void areAskedForOnceInTenMinutes() throws IOException {
        for (var minute = 0; minute < 10; minute++) {
            assertThat(keys.with("rsa").has("rsa")).isTrue();
            pass(Duration.ofSeconds(59));
        }
        assertThat(fetches).hasValue(1);
        pass(Duration.ofSeconds(10));
        assertThat(keys.remembered()).isEmpty();
        keys.with("rsa");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFloodOfForgeriesAsksOnceInTenSeconds() throws IOException {
        assertThat(keys.with("forged-0").has("forged-0")).isFalse();
        for (var forgery = 1; forgery <= 1_000; forgery++) {
            var id = "forged-" + forgery;
            assertThatIOException().isThrownBy(() -> keys.with(id)).withMessageContaining("had no such key yet");
        }
        assertThat(fetches).hasValue(1);
        pass(Duration.ofSeconds(10));
        assertThat(keys.with("forged-0").has("forged-0")).isFalse();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void whoHasAGoodKeyDoesNotFeelTheFlood() throws IOException {
        keys.with("forged");
        assertThat(keys.with("rsa").has("rsa")).isTrue();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aNewKeyIsFoundWithItsFirstToken() throws IOException {
        keys.with("rsa");
        pass(Duration.ofSeconds(10));
        server = () -> Issuer.keys(Issuer.EC);
        assertThat(keys.with("ec").has("ec")).isTrue();
        assertThat(keys.remembered())
                .hasValueSatisfying(known -> assertThat(known.has("rsa")).isFalse());
    }

    @Test
    void anIssuerThatDoesNotAnswerIsLeftAloneForTenSeconds() throws IOException {
        server = () -> {
            throw new IOException("down for the test");
        };
        for (var i = 0; i < 100; i++) {
            assertThatIOException().isThrownBy(() -> keys.with("rsa")).withMessage("down for the test");
        }
        assertThat(fetches).hasValue(1);
        server = () -> Issuer.keys(Issuer.RSA);
        pass(Duration.ofSeconds(10));
        assertThat(keys.with("rsa").has("rsa")).isTrue();
    }

    @Test
    void aDefectOfTheServerIsNotAskedForTwiceEither() {
        server = () -> {
            throw new IllegalStateException("a defect");
        };
        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(() -> keys.with("rsa"));
        assertThatIOException().isThrownBy(() -> keys.with("rsa"));
        assertThat(fetches).hasValue(1);
    }

    @Test
    void whileKeysAreUnknownAllWaitForOneAnswer() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        server = () -> {
            asked.countDown();
            await(answer);
            return Issuer.keys(Issuer.RSA);
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<KeySet>>();
            Callable<KeySet> with = () -> keys.with("rsa");
            all.add(threads.submit(with));
            asked.await();
            all.add(threads.submit(with));
            all.add(threads.submit(with));
            answer.countDown();
            for (var one : all) {
                assertThat(one.get().has("rsa")).isTrue();
            }
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void oneForgeryWaitsAndTheOthersDoNot() throws Exception {
        keys.with("rsa");
        pass(Duration.ofSeconds(10));
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        server = () -> {
            asked.countDown();
            await(answer);
            return Issuer.keys(Issuer.RSA);
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> keys.with("forged"));
            asked.await();
            assertThatIOException().isThrownBy(() -> keys.with("forged")).withMessageContaining("is being asked");
            assertThat(keys.with("rsa").has("rsa")).isTrue();
            answer.countDown();
            assertThat(first.get().has("forged")).isFalse();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
