package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.sync.Remote.Fetched;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncLoopTest {
    private static final CommitId FIRST = new CommitId("a".repeat(40));
    private static final CommitId SECOND = new CommitId("b".repeat(40));

    private final BlockingQueue<Supplier<Fetched>> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<Publisher.Published> verified = new LinkedBlockingQueue<>();
    private final BlockingQueue<CommitId> restored = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> untidy = new LinkedBlockingQueue<>();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final Mailbox mailbox = new Mailbox();
    private final Heart heart = new Heart(Duration.ofMinutes(1), System::nanoTime);
    private final FakeVolume volume = new FakeVolume();
    private final SyncLoop loop = new SyncLoop(
            new Sync(
                    () -> new Assignment.Follow(
                            new RemoteUrl(URI.create("https://git.example/docs")), new FollowedRef("main")),
                    new FakeRemote(),
                    volume,
                    volume),
            mailbox,
            new Schedule(Duration.ofMinutes(5), 0, new Random(1)),
            heart,
            new Report.Listener() {
                @Override
                public void restored(CommitId commit) {
                    restored.add(commit);
                }

                @Override
                public void verified(Publisher.Look look, Publisher.Published found) {
                    verified.add(found);
                }

                @Override
                public void untidy(String reason) {
                    untidy.add(reason);
                }

                @Override
                public void synced(Report report) {
                    reports.add(report);
                }
            },
            Clock.systemUTC(),
            new Quiet(Duration.ZERO, Duration.ofMinutes(5), System::nanoTime));

    @AfterEach
    void end() {
        answers.add(() -> found(FIRST));
        loop.close();
    }

    @Test
    void syncsAtStartAndWhenAsked() throws InterruptedException {
        answers.add(() -> found(FIRST));
        answers.add(() -> found(SECOND));
        loop.start();
        assertThat(next().result()).isInstanceOf(SyncResult.Updated.class);

        mailbox.put(new Request.Poked());

        assertThat(next().result()).isEqualTo(new SyncResult.Updated(tip(SECOND), FIRST, 1, 0));
    }

    @Test
    void survivesFailuresAndDefects() throws InterruptedException {
        answers.add(() -> new Fetched.Failed("the remote is away"));
        answers.add(() -> {
            throw new IllegalStateException("a defect");
        });
        answers.add(() -> found(FIRST));
        loop.start();
        assertThat(next().result()).isEqualTo(new SyncResult.Failed("the remote is away"));

        mailbox.put(new Request.Poked());
        assertThat(next().result())
                .isInstanceOfSatisfying(
                        SyncResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("a defect", "report it"));

        mailbox.put(new Request.Poked());
        assertThat(next().result()).isInstanceOf(SyncResult.Updated.class);
        assertThat(heart.isBeating()).isTrue();
    }

    @Test
    void survivesTooLittleMemoryByForgettingTheStore() throws InterruptedException {
        answers.add(() -> {
            throw new OutOfMemoryError("as if");
        });
        answers.add(() -> found(FIRST));
        loop.start();

        assertThat(next().result())
                .isInstanceOfSatisfying(
                        SyncResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("-Xmx"));
        assertThat(forgotten).hasValue(1);
        mailbox.put(new Request.Poked());
        assertThat(next().result()).isInstanceOf(SyncResult.Updated.class);
    }

    @Test
    void damagedStoreIsForgottenAndTriedOnceMoreAtOnce() throws InterruptedException {
        answers.add(() -> {
            throw new Revisions.DamagedStoreException("an object is missing", new IllegalStateException());
        });
        answers.add(() -> found(FIRST));
        loop.start();

        assertThat(next().result()).isInstanceOf(SyncResult.Updated.class);
        assertThat(forgotten).hasValue(1);
    }

    @Test
    void anyNumberOfRequestsDuringASyncLeadToOneMore() throws InterruptedException {
        var busy = new LinkedBlockingQueue<String>();
        var goOn = new LinkedBlockingQueue<String>();
        answers.add(() -> {
            busy.add("busy");
            return await(goOn, found(FIRST));
        });
        answers.add(() -> found(SECOND));
        loop.start();
        busy.take();

        for (var i = 0; i < 100; i++) {
            mailbox.put(new Request.Poked());
        }
        goOn.add("go on");

        assertThat(next().request()).isEqualTo(new Request.Started());
        assertThat(next().request()).isEqualTo(new Request.Poked());
        assertThat(mailbox.take(Duration.ZERO)).isEmpty();
        assertThat(answers).isEmpty();
    }

    @Test
    void restoresBeforeItAsksTheRemote() throws InterruptedException {
        volume.remembered = FIRST;
        loop.start();
        assertThat(restored.poll(30, TimeUnit.SECONDS)).isEqualTo(FIRST);
        assertThat(reports).as("nothing was fetched yet").isEmpty();

        answers.add(() -> new Fetched.Failed("the remote is away"));

        assertThat(next().result()).isInstanceOf(SyncResult.Failed.class);
    }

    @Test
    void demandedVerificationLooksAtContents() throws InterruptedException {
        answers.add(() -> found(FIRST));
        answers.add(() -> found(FIRST));
        loop.start();
        next();

        loop.demandVerification();

        assertThat(verified.poll(30, TimeUnit.SECONDS)).isEqualTo(new Publisher.Published.Unchanged());
        assertThat(next().result()).isInstanceOf(SyncResult.Unchanged.class);
        assertThat(volume.looks).containsExactly(Publisher.Look.CONTENT);
    }

    @Test
    void aHundredDemandsAreTwoVerifications() throws InterruptedException {
        answers.add(() -> found(FIRST));
        loop.start();
        next();
        loop.demandVerification();
        assertThat(verified.poll(30, TimeUnit.SECONDS))
                .as("the first, and then it waits")
                .isNotNull();

        for (var i = 1; i < 100; i++) {
            loop.demandVerification();
        }
        answers.add(() -> found(FIRST));
        next();
        answers.add(() -> found(FIRST));
        next();
        mailbox.put(new Request.Poked());
        answers.add(() -> found(FIRST));
        next();

        assertThat(volume.looks).containsExactly(Publisher.Look.CONTENT, Publisher.Look.CONTENT);
    }

    @Test
    void aRequestDuringTidyingIsServedAtOnce() throws InterruptedException {
        volume.tidies = new LinkedBlockingQueue<>();
        answers.add(() -> found(FIRST));
        answers.add(() -> found(SECOND));
        loop.start();
        next();
        assertThat(volume.tidies.poll(30, TimeUnit.SECONDS)).as("it tidies").isNotNull();

        mailbox.put(new Request.Poked());

        assertThat(next().result()).isEqualTo(new SyncResult.Updated(tip(SECOND), FIRST, 1, 0));
    }

    @Test
    void aDefectInTidyingIsToldAndEndsNothing() throws InterruptedException {
        volume.defect = new IllegalStateException("a defect");
        answers.add(() -> found(FIRST));
        answers.add(() -> found(SECOND));
        loop.start();
        next();
        assertThat(untidy.poll(30, TimeUnit.SECONDS)).contains("a defect", "report it");

        mailbox.put(new Request.Poked());

        assertThat(next().result()).isInstanceOf(SyncResult.Updated.class);
    }

    @Test
    void closingInterruptsAFetchAndTellsNothing() throws InterruptedException {
        var busy = new LinkedBlockingQueue<String>();
        answers.add(() -> {
            busy.add("busy");
            return await(new LinkedBlockingQueue<>(), found(FIRST));
        });
        loop.start();
        busy.take();

        loop.close();

        assertThat(loop.hasEnded()).isTrue();
        assertThat(reports).isEmpty();
    }

    @Test
    void whatAnInterruptLeavesIsNoDamage() throws InterruptedException {
        var busy = new LinkedBlockingQueue<String>();
        answers.add(() -> {
            busy.add("busy");
            try {
                await(new LinkedBlockingQueue<>(), found(FIRST));
            } catch (IllegalStateException e) {
                Thread.currentThread().interrupt();
                throw new Revisions.DamagedStoreException("closed by interrupt", e);
            }
            throw new AssertionError("not interrupted");
        });
        answers.add(() -> new Fetched.Failed("interrupted"));
        loop.start();
        busy.take();

        loop.close();

        assertThat(loop.hasEnded()).isTrue();
        assertThat(forgotten).hasValue(0);
    }

    @Test
    void heartStopsWithTheLoop() throws InterruptedException {
        answers.add(() -> found(FIRST));
        loop.start();
        next();

        loop.close();

        assertThat(heart.isBeating()).isFalse();
    }

    @Test
    void heartStopsWhenWorkTakesTooLong() {
        var now = new long[] {0};
        var patient = new Heart(Duration.ofSeconds(10), () -> now[0]);
        patient.works();
        now[0] = Duration.ofSeconds(10).toNanos();
        assertThat(patient.isBeating()).isTrue();

        now[0]++;

        assertThat(patient.isBeating()).isFalse();
        patient.rests();
        assertThat(patient.isBeating()).isTrue();
    }

    private Report next() throws InterruptedException {
        var report = reports.poll(30, TimeUnit.SECONDS);
        assertThat(report).as("a finished sync").isNotNull();
        return report;
    }

    private static Fetched await(BlockingQueue<String> signal, Fetched fetched) {
        try {
            signal.take();
            return fetched;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Fetched found(CommitId commit) {
        return new Fetched.Found(tip(commit));
    }

    private static Tip tip(CommitId commit) {
        return new Tip("refs/heads/main", commit, commit);
    }

    /** Answers as the test says. */
    private final class FakeRemote implements Remote {
        @Override
        public Fetched fetch(Assignment.Follow follow, @Nullable CommitId held, Arrivals arrivals) {
            try {
                return answers.take().get();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void forget() {
            forgotten.incrementAndGet();
        }

        @Override
        public void tidy(@Nullable CommitId shown, BooleanSupplier wanted) {
            // It is always tidy.
        }

        @Override
        public void bound(@Nullable CommitId shown) {
            // It never grows.
        }
    }

    /** Shows whatever it is told to. */
    private static final class FakeVolume implements Publisher, Revisions {
        private final List<Look> looks = new CopyOnWriteArrayList<>();
        private volatile @Nullable BlockingQueue<String> tidies;
        private volatile @Nullable RuntimeException defect;
        private @Nullable CommitId shown;
        private @Nullable CommitId remembered;

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public Arrivals expect() {
            return Arrivals.NONE;
        }

        @Override
        public Published publish(CommitId commit) {
            var from = shown;
            shown = commit;
            return commit.equals(from) ? new Published.Unchanged() : new Published.Updated(from, 1, 0);
        }

        @Override
        public @Nullable CommitId shown() {
            return shown;
        }

        @Override
        public @Nullable CommitId remembered() {
            return remembered;
        }

        @Override
        public boolean has(CommitId commit) {
            return true;
        }

        @Override
        public Published verify(Look look) {
            looks.add(look);
            return new Published.Unchanged();
        }

        @Override
        public void tidy(BooleanSupplier wanted) {
            var thrown = defect;
            defect = null;
            if (thrown != null) {
                throw thrown;
            }
            var heard = tidies;
            if (heard != null) {
                heard.add("tidying");
                while (!wanted.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void close() {
            // It holds nothing.
        }

        @Override
        public TreeEntry root(CommitId commit) {
            throw new AssertionError("not asked for");
        }

        @Override
        public List<TreeEntry> children(TreeEntry folder) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void compare(CommitId from, CommitId to, Consumer<Change> changes) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Blobs blobs() {
            throw new AssertionError("not asked for");
        }
    }
}
