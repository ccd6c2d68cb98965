package io.gitvolumereloader.local.smoke;

import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import io.gitvolumereloader.local.measure.Samples;
import io.gitvolumereloader.local.process.Eventually;
import io.gitvolumereloader.local.repository.DocsRepository;
import io.gitvolumereloader.local.stage.DocsPod;
import io.gitvolumereloader.local.stage.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Measures how long a push of one file takes to be visible in each volume, the programs being warm. */
final class LatencyBench {
    private static final int WARM_UP = 10;
    private static final int PUSHES = 20;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private final Author author;
    private final List<DocsPod> pods;
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();

    LatencyBench(Author author, LocalSystem system) {
        this.author = author;
        this.pods = system.pods();
        author.repository().server().onPush(this::note);
    }

    /** When what happened to one push. */
    private record Push(Instant started, Instant accepted, List<Instant> visible) {
        Instant visibleEverywhere() {
            return visible.stream().max(Instant::compareTo).orElseThrow();
        }
    }

    List<Latency> measure() throws IOException {
        author.repository().work().run("rm", "-r", "--quiet", "--ignore-unmatch", "bulk");
        author.awaitBoth(author.push("Small again"));
        for (int i = 0; i < WARM_UP; i++) {
            pushOneFile(i);
        }
        var pushes = new ArrayList<Push>();
        for (int i = 0; i < PUSHES; i++) {
            pushes.add(pushOneFile(WARM_UP + i));
        }
        var latencies = new ArrayList<Latency>();
        latencies.addAll(since("push started", Push::started, pushes));
        latencies.addAll(since("push accepted", Push::accepted, pushes));
        return latencies;
    }

    private Push pushOneFile(int number) throws IOException {
        var path = DocsRepository.page(number);
        var content = "# Page " + number + ", seen at once\n";
        author.write(path, content);
        var commit = author.repository().commit("Page " + number);
        var watches = pods.stream()
                .map(pod -> watch(pod.volume().resolve(path), content))
                .toList();
        var started = Instant.now();
        author.repository().push("HEAD:main");
        var visible = watches.stream().map(CompletableFuture::join).toList();
        return new Push(started, Objects.requireNonNull(accepted.get(commit)), visible);
    }

    private void note(RefChange change) {
        if (change.after() != null) {
            accepted.put(change.after(), change.at());
        }
    }

    /** Each on a thread of its own: in a pool, one could wait for another. */
    private static CompletableFuture<Instant> watch(Path file, String content) {
        return CompletableFuture.supplyAsync(
                () -> awaitContent(file, content),
                look -> Thread.ofPlatform().daemon().start(look));
    }

    private static Instant awaitContent(Path file, String content) {
        Eventually.until(
                Author.LIMIT, LOOK_AGAIN, () -> content.equals(read(file)), () -> file + " did not show the push");
        return Instant.now();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    private List<Latency> since(String from, Function<Push, Instant> start, List<Push> pushes) {
        var latencies = new ArrayList<Latency>();
        for (int i = 0; i < pods.size(); i++) {
            int pod = i;
            latencies.add(new Latency(
                    pods.get(i).name(),
                    from,
                    samples(pushes, start, push -> push.visible().get(pod))));
        }
        latencies.add(new Latency("both", from, samples(pushes, start, Push::visibleEverywhere)));
        return latencies;
    }

    private static Samples samples(List<Push> pushes, Function<Push, Instant> start, Function<Push, Instant> end) {
        return new Samples(pushes.stream()
                .map(push -> Duration.between(start.apply(push), end.apply(push)))
                .map(took -> took.toNanos() / 1e6)
                .toList());
    }
}
