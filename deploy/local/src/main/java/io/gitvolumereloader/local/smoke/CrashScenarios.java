package io.gitvolumereloader.local.smoke;

import io.gitvolumereloader.local.cluster.EmbeddedCluster;
import io.gitvolumereloader.local.cluster.RealCluster;
import io.gitvolumereloader.local.process.Eventually;
import io.gitvolumereloader.local.repository.DocsRepository;
import io.gitvolumereloader.local.smoke.Scenario.SkippedException;
import io.gitvolumereloader.local.stage.DocsPod;
import io.gitvolumereloader.local.stage.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Programs that end without a word, in the worst of moments. */
final class CrashScenarios {
    private static final int CHANGED = 500;
    private static final int ADDED = 1500;
    private static final int TRIES = 5;

    /** So many of the changed pages, evenly spread: to look at all of them would take the time of those that work. */
    private static final int WATCHED = 20;

    private final Author author;
    private final LocalSystem system;
    private int edition;

    CrashScenarios(Author author, LocalSystem system) {
        this.author = author;
        this.system = system;
    }

    List<Scenario> all() {
        return List.of(
                new Scenario("kill -9 of an agent while it fetches", this::killedInFetch),
                new Scenario("kill -9 of an agent before the first file is shown", () -> killedInPublish(0)),
                new Scenario("kill -9 of an agent when the first files are shown", () -> killedInPublish(1)),
                new Scenario(
                        "kill -9 of an agent when half of the files are shown", () -> killedInPublish(WATCHED / 2)),
                new Scenario("the API restarted", this::apiRestarted));
    }

    private void killedInFetch() throws IOException {
        var victim = system.pods().getFirst();
        var server = author.repository().server();
        server.hold();
        try {
            author.write("README.md", "# Docs, fetched twice\n");
            var commit = author.push("Held");
            Eventually.until(
                    "both agents' fetches",
                    Author.LIMIT,
                    () -> server.held() >= system.pods().size());
            victim.agent().process().kill();
            server.release();
            revive(victim, commit);
        } finally {
            server.release();
        }
    }

    /** Tries again with another change where the kill came after the end of the sync. */
    private void killedInPublish(int shownPages) throws IOException {
        var victim = system.pods().getFirst();
        for (int i = 0; i < TRIES; i++) {
            changeMuch();
            var commit = author.repository().commit("Edition " + edition);
            var moment = moment(victim, shownPages);
            author.repository().push("HEAD:main");
            awaitQuickly("sign of a sync at " + victim.name(), moment);
            victim.agent().process().kill();
            var inTheMiddle = !author.shows(victim, commit);
            revive(victim, commit);
            if (inTheMiddle) {
                return;
            }
        }
        throw new IllegalStateException("In " + TRIES + " tries the agent had always finished before the kill");
    }

    private void revive(DocsPod pod, String commit) {
        pod.agent().start();
        author.awaitBoth(commit);
        pod.agent().process().awaitReady();
    }

    /** A change that takes a while: all pages, and three times as many files that come or go. */
    private void changeMuch() throws IOException {
        edition++;
        for (int page = 0; page < CHANGED; page++) {
            author.write(DocsRepository.page(page), "# Page " + page + ", edition " + edition + "\n");
        }
        for (int i = 0; i < ADDED; i++) {
            var path = "bulk/%02d/%04d.md".formatted(i % 50, i);
            if (edition % 2 == 1) {
                author.write(path, "file " + i + "\n");
            } else {
                Files.delete(author.file(path));
            }
        }
    }

    /** This many of the watched pages are shown; for 0: anything at all has come that was not there. */
    private BooleanSupplier moment(DocsPod pod, int shownPages) {
        var entries = count(pod);
        var mark = "edition " + edition + "\n";
        return shownPages == 0
                ? () -> count(pod) != entries
                : () -> IntStream.range(0, WATCHED)
                                .mapToObj(i -> DocsRepository.page(i * CHANGED / WATCHED))
                                .filter(page -> contains(pod, page, mark))
                                .limit(shownPages)
                                .count()
                        == shownPages;
    }

    private static long count(DocsPod pod) {
        return Objects.requireNonNull(pod.volume().toFile().list()).length;
    }

    private static boolean contains(DocsPod pod, String page, String mark) {
        try {
            return Files.readString(pod.volume().resolve(page)).endsWith(mark);
        } catch (IOException _) {
            return false; // not there at this moment
        }
    }

    private static void awaitQuickly(String what, BooleanSupplier condition) {
        Eventually.until(Author.LIMIT, Duration.ofNanos(200_000), condition, () -> "Waited in vain for a " + what);
    }

    private void apiRestarted() throws IOException {
        switch (system.cluster()) {
            case EmbeddedCluster embedded -> {
                embedded.stop();
                embedded.startAgain();
            }
            case RealCluster _ -> throw new SkippedException("not ours to restart");
        }
        author.write("README.md", "# Docs after the API was restarted\n");
        author.awaitBoth(author.push("API restarted"));
    }
}
