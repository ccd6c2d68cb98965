package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    @Test
    void newestWins() throws InterruptedException {
        mailbox.put(new Request.Poll());
        mailbox.put(new Request.Poked());

        assertThat(mailbox.take(Duration.ZERO)).hasValue(new Request.Poked());
        assertThat(mailbox.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void anAnnouncedPushIsNotForgotten() throws InterruptedException {
        var push =
                new Request.Pushed(new Announcement("refs/heads/main", null, new CommitId("a".repeat(40)), null, null));
        mailbox.put(push);
        mailbox.put(new Request.Demanded());

        assertThat(mailbox.take(Duration.ZERO)).hasValue(push);
    }

    @Test
    void wakesWhoeverWaits() {
        var taken = CompletableFuture.supplyAsync(this::takePatiently, Thread::startVirtualThread);

        mailbox.put(new Request.Poked());

        assertThat(taken.join()).hasValue(new Request.Poked());
    }

    @Test
    void givesUpWhenNothingComes() throws InterruptedException {
        assertThat(mailbox.take(Duration.ofMillis(1))).isEmpty();
    }

    private Optional<Request> takePatiently() {
        try {
            return mailbox.take(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
