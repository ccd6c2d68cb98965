package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Hook;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Tally;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.oidc.KeyServer;
import io.gitvolumereloader.receiver.oidc.Tokens;
import io.gitvolumereloader.receiver.provider.CloudEvents;
import io.gitvolumereloader.receiver.provider.CodeCommit;
import io.gitvolumereloader.receiver.provider.Gogs;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Secret SECRET = new Secret(new byte[16]);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> threads = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void littleIsComputedAtOnceAndMuchOnThreadsOfItsOwn() {
        verify("application/json", 1_000, 1, false);
        assertThat(threads).containsOnly(Thread.currentThread().getName());
        threads.clear();
        verify("application/json", 200_000, 1, false);
        assertThat(threads).singleElement().asString().startsWith("verification");
    }

    @Test
    void aFormIsNeverDecodedAtOnce() {
        verify("application/x-www-form-urlencoded", 10, 1, false);
        assertThat(threads).singleElement().asString().startsWith("verification");
    }

    @Test
    void manySecretsAreWorkBySheerNumber() {
        verify("application/json", 1, 1_000, false);
        assertThat(threads).singleElement().asString().startsWith("verification");
    }

    @Test
    void whoHasToAskSomebodyDoesThatOnThreadsThatMayWait() {
        verify(new CodeCommit(InstantSource.system(), _ -> new Web.Failed("nobody")), "text/plain", 10, 1, false);
        assertThat(threads).singleElement().asString().startsWith("asking");
    }

    @Test
    void whoIsProvenByHisHeadersWaitsForNobody() {
        KeyServer keys = () -> {
            throw new AssertionError("nobody is to be asked");
        };
        var tokens = new Tokens(Optional.of("receiver"), keys, InstantSource.system(), System::nanoTime);
        verify(new CloudEvents(tokens), "application/json", 10, 1, false);
        assertThat(threads).singleElement().asString().startsWith("asking-cloudevents");
        threads.clear();
        verify(new CloudEvents(tokens), "application/json", 10, 1, false, Optional.of("token"));
        assertThat(threads).containsOnly(Thread.currentThread().getName());
    }

    @Test
    void nothingIsComputedForWhoHasHungUp() {
        assertThat(verify("application/json", 200_000, 1, true))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("hung up"));
        assertThat(threads).isEmpty();
    }

    private Verdict verify(String mediaType, int size, int secrets, boolean gone) {
        return verify(new Gogs(), mediaType, size, secrets, gone);
    }

    private Verdict verify(Provider provider, String mediaType, int size, int secrets, boolean gone) {
        return verify(provider, mediaType, size, secrets, gone, Optional.empty());
    }

    private Verdict verify(
            Provider provider, String mediaType, int size, int secrets, boolean gone, Optional<String> token) {
        var all = Collections.nCopies(secrets, SECRET);
        var hook = new Hook(
                _ -> {
                    threads.add(Thread.currentThread().getName());
                    return all;
                },
                new Nobody(),
                Aliases.NONE,
                InstantSource.system(),
                Duration.ofSeconds(1),
                _ -> {});
        var headers = Map.of("content-type", mediaType, "x-gogs-signature", "0".repeat(64));
        var delivery = new Delivery(headers, new byte[size]);
        return new Verification(hook, _ -> all, vertx)
                .of(provider, token.map(delivery::withPathToken).orElse(delivery), () -> gone)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private record Nobody() implements Pods {
        @Override
        public Tally announce(Audience audience, Deadline deadline) {
            return new Tally(List.of(), 0, List.of(), List.of());
        }
    }
}
