package io.gitvolumereloader.receiver.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.provider.SigningCertificates.Found;
import io.gitvolumereloader.receiver.provider.SigningCertificates.Missing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningCertificatesTest {
    private static final URI URL = url(0);
    private static final String PEM = pem();

    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private volatile Web.Answer answer = new Web.Got(PEM);
    private Instant now = Instant.parse("2025-11-20T07:30:00Z");
    private final SigningCertificates certificates = new SigningCertificates(this::get, () -> now);

    @Test
    void eachIsFetchedOnce() {
        assertThat(certificates.of(URL)).isInstanceOf(Found.class);
        assertThat(certificates.of(URL)).isInstanceOf(Found.class);
        assertThat(asked).containsExactly(URL);
    }

    @Test
    void sixteenAreRemembered() {
        IntStream.range(0, 17).forEach(i -> certificates.of(url(i)));
        IntStream.range(1, 17).forEach(i -> certificates.of(url(i)));
        assertThat(asked).hasSize(17);
        certificates.of(URL);
        assertThat(asked).hasSize(18);
    }

    @Test
    void aFailureIsRememberedForHalfAMinute() {
        answer = new Web.Failed("no answer");
        assertThat(certificates.of(URL)).isEqualTo(new Missing("can't fetch the signing certificate: no answer"));
        answer = new Web.Got(PEM);
        now = now.plus(Duration.ofSeconds(29));
        assertThat(certificates.of(URL)).isInstanceOf(Missing.class);
        assertThat(asked).hasSize(1);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(certificates.of(URL)).isInstanceOf(Found.class);
    }

    @Test
    void aFloodOfInventedUrlsIsNotPassedOn() {
        certificates.of(URL);
        answer = new Web.Failed("404");
        IntStream.range(1, 1000)
                .forEach(i -> assertThat(certificates.of(url(i))).isInstanceOf(Missing.class));
        assertThat(asked).hasSize(1 + 16);
        assertThat(certificates.of(URL)).as("one that is known").isInstanceOf(Found.class);
        answer = new Web.Got(PEM);
        now = now.plus(Duration.ofSeconds(30));
        assertThat(certificates.of(url(1000))).isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html/>",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "<CustomUserData>%s</CustomUserData>",
                "x\n%s",
                "%s%s"
            })
    void whatIsNotOneCertificateIsNone(String text) {
        answer = new Web.Got(text.replace("%s", PEM));
        assertThat(certificates.of(URL)).isEqualTo(new Missing("what SigningCertURL names is no certificate"));
    }

    @Test
    void whoComesWhileOneIsFetchedWaitsForThat() throws InterruptedException, ExecutionException {
        var under = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = slow(under, go);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> slow.of(URL));
            await(under);
            var second = threads.submit(() -> slow.of(URL));
            go.countDown();
            assertThat(first.get()).isInstanceOf(Found.class);
            assertThat(second.get()).isInstanceOf(Found.class);
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void ofManyWhoWantOneOnlyOneWaits() throws InterruptedException, ExecutionException {
        var under = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = slow(under, go);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> slow.of(URL));
            await(under);
            var others = new ExecutorCompletionService<SigningCertificates.Result>(threads);
            others.submit(() -> slow.of(URL));
            others.submit(() -> slow.of(URL));
            assertThat(others.take().get()).as("who comes third, at once").isInstanceOf(Missing.class);
            go.countDown();
            assertThat(others.take().get()).isInstanceOf(Found.class);
            assertThat(first.get()).isInstanceOf(Found.class);
        }
    }

    @Test
    void nobodyWaitsForWhatSomebodyElseWants() throws InterruptedException, ExecutionException {
        var under = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        var slow = new SigningCertificates(
                url -> {
                    if (!url.equals(URL)) {
                        under.countDown();
                        await(go);
                    }
                    return get(url);
                },
                () -> now);
        slow.of(URL);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> slow.of(url(1)));
            var second = threads.submit(() -> slow.of(url(2)));
            await(under);
            assertThat(slow.of(url(3))).as("a third one").isInstanceOf(Missing.class);
            assertThat(slow.of(URL)).as("one that is known").isInstanceOf(Found.class);
            go.countDown();
            assertThat(first.get()).isInstanceOf(Found.class);
            assertThat(second.get()).isInstanceOf(Found.class);
        }
        assertThat(slow.of(url(3))).as("nothing is remembered of being busy").isInstanceOf(Found.class);
    }

    /** Counts {@code under} down at each question, and answers none before {@code go}. */
    private SigningCertificates slow(CountDownLatch under, CountDownLatch go) {
        return new SigningCertificates(
                url -> {
                    under.countDown();
                    await(go);
                    return get(url);
                },
                () -> now);
    }

    private Web.Answer get(URI url) {
        asked.add(url);
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static URI url(int number) {
        return URI.create("https://sns.eu-central-1.amazonaws.com/" + number + ".pem");
    }

    private static String pem() {
        try {
            return Files.readString(Fixture.CERTIFICATE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
