package io.gitvolumereloader.local.bench.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.gitvolumereloader.local.bench.receiver.Figures;
import io.gitvolumereloader.local.repository.GitHubWebhook;
import io.gitvolumereloader.local.stage.Cleanup;
import io.gitvolumereloader.local.stage.LoneReceiver;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Marks 100, 200, 1,000 and 5,000 pods in several ways, and tells how long each takes until watchers know. */
public final class FanOutBench {
    private static final String PUSH = "git-volume-reloader.io/push";
    private static final String REPOSITORY = "https://github.com/octo/docs.git";
    private static final String PEER = "bare client, 16 at a time";
    private static final int WATCHERS = 100;
    private static final int IN_FLIGHT = 16;
    /** As often as a hundred pods are marked until the JVM's second compiler has done its work. */
    private static final int WARM_UPS = 400;

    private static final int QUICK_WARM_UPS = 20;

    /** The bench runs without the second compiler. */
    private static final int WARM_UPS_OF_PEER = 40;

    /** So many that the API server collects its garbage, for which it takes a core, beside each way as often. */
    private static final int ROUNDS = 16;

    private static final int QUICK_ROUNDS = 6;
    private static final int ROUNDS_OF_MANY = 8;
    private static final int MANY = 5000;
    private static final int ROUNDS_OF_SLOW = 2;
    private static final double NANOS_A_MILLI = 1_000_000;

    private final Path project;
    private final @Nullable Path kubeconfig;
    private final List<Integer> counts;
    private final boolean quick;
    private final Cleanup cleanup;
    private final PrintStream out;
    private final Figures figures;
    private int commits;

    /**
     * A run that has not begun.
     *
     * @param project the folder of the checkout, whose receiver is packaged
     * @param kubeconfig of a real API server; null for the embedded one
     * @param quick with a hundred pods only
     * @param out for people to read along, and the tables at the end
     */
    public FanOutBench(Path project, @Nullable Path kubeconfig, boolean quick, Cleanup cleanup, PrintStream out) {
        this.project = project;
        this.kubeconfig = kubeconfig;
        this.counts = quick ? List.of(100) : List.of(100, 200, 1000, 5000);
        this.quick = quick;
        this.cleanup = cleanup;
        this.out = out;
        this.figures = new Figures(out);
    }

    /**
     * Runs it.
     *
     * @param json the file that gets the rows as well; null for none
     * @return 0, whatever the numbers are
     * @throws IllegalStateException if something could not be measured
     */
    public int run(@Nullable Path json) throws InterruptedException {
        var receiver = LoneReceiver.start(project, kubeconfig, Map.of("RECEIVER_RATE", "1000000"), cleanup);
        var pods = new ArrayList<String>();
        try (var bare = new Bare(receiver.kubeconfig(), receiver.namespace());
                var webhook = new GitHubWebhook(
                        () -> receiver.service().process().http(), receiver.secret(), receiver.log("deliveries"))) {
            for (int count : counts) {
                out.printf("Making pods up to %,d ...%n", count);
                for (var i = pods.size(); i < count; i++) {
                    receiver.createPod("pod-" + i, Map.of("git-volume-reloader.io/repository", REPOSITORY));
                    pods.add("pod-" + i);
                }
                // In the order in which the API server lists them, which is that in which the receiver marks them.
                measure(receiver, bare, webhook, pods.stream().sorted().toList());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Could not measure: " + e.getMessage(), e);
        }
        out.printf("%nBy %s%n", kubeconfig == null ? "the embedded API server" : "the API server of --kubeconfig");
        figures.tell(json);
        return 0;
    }

    private void measure(LoneReceiver receiver, Bare bare, GitHubWebhook webhook, List<String> pods)
            throws IOException, InterruptedException {
        var count = pods.size();
        lists(bare, count);
        var watched = IntStream.range(0, WATCHERS)
                .mapToObj(i -> pods.get(i * (count - 1) / (WATCHERS - 1)))
                .toList();
        try (var watchers = new Watchers(receiver.kubeconfig(), receiver.namespace(), watched)) {
            var ways = ways(receiver, bare, webhook);
            if (count == counts.getFirst()) {
                warmUp(webhook, bare, pods);
            }
            out.printf("Measuring %,d pods ...%n", count);
            // By turns, so that none of them has the machine at another time than the others, nor always comes first.
            for (var round = 0; round < rounds(count); round++) {
                for (var way : (round % 2 == 0 ? ways : ways.reversed()).values()) {
                    if (!way.isSlow() || round < ROUNDS_OF_SLOW) {
                        measure(way, pods, watchers, bare);
                    }
                }
            }
            ways.forEach((what, way) -> {
                out.println(what);
                figures.add(what, way.numbers(count, requireNonNull(ways.get(PEER))));
            });
        }
    }

    private void warmUp(GitHubWebhook webhook, Bare bare, List<String> pods) throws IOException, InterruptedException {
        for (var i = 0; i < (quick ? QUICK_WARM_UPS : WARM_UPS); i++) {
            deliver(webhook, commit());
        }
        for (var i = 0; i < (quick ? QUICK_WARM_UPS : WARM_UPS_OF_PEER); i++) {
            listAndMark(bare, pods, commit(), IN_FLIGHT);
        }
    }

    private int rounds(int count) {
        if (quick) {
            return QUICK_ROUNDS;
        }
        return count < MANY ? ROUNDS : ROUNDS_OF_MANY;
    }

    private SequencedMap<String, Measured> ways(LoneReceiver receiver, Bare bare, GitHubWebhook webhook) {
        var ways = new LinkedHashMap<String, Measured>();
        ways.put("receiver", new Measured(false, (_, commit) -> deliver(webhook, commit)));
        ways.put(PEER, new Measured(false, (pods, commit) -> listAndMark(bare, pods, commit, IN_FLIGHT)));
        ways.put("one after the other", new Measured(true, (pods, commit) -> listAndMark(bare, pods, commit, 1)));
        if (kubeconfig != null && Kubectl.isThere()) {
            var kubectl = new Kubectl(kubeconfig, receiver.namespace());
            ways.put("kubectl annotate", new Measured(true, (_, commit) -> kubectl.annotate(PUSH, commit)));
        }
        return ways;
    }

    private static void listAndMark(Bare bare, List<String> pods, String commit, int inFlight)
            throws IOException, InterruptedException {
        bare.list();
        bare.mark(pods, PUSH, commit, inFlight);
    }

    private void lists(Bare bare, int count) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var bytes = bare.list().length;
        var numbers = new LinkedHashMap<String, Double>();
        numbers.put("pods", (double) count);
        numbers.put("list ms", (System.nanoTime() - begin) / NANOS_A_MILLI);
        numbers.put("list KB", bytes / 1000.0);
        figures.add("list of metadata", numbers);
    }

    private void measure(Measured measured, List<String> pods, Watchers watchers, Bare bare)
            throws IOException, InterruptedException {
        var commit = commit();
        watchers.expect(commit);
        var begin = System.nanoTime();
        measured.way().mark(pods, commit);
        var answer = (System.nanoTime() - begin) / NANOS_A_MILLI;
        measured.add(answer, watchers.since(begin));
        bare.await(PUSH, commit, pods.size());
    }

    private static void deliver(GitHubWebhook webhook, String commit) throws IOException {
        var body = """
                {"ref":"refs/heads/main","after":"%s","deleted":false,
                 "repository":{"clone_url":"%s","default_branch":"main"}}""".formatted(commit, REPOSITORY);
        var answer = webhook.deliver("refs/heads/main", body.getBytes(UTF_8));
        if (answer.statusCode() != 202) {
            throw new IOException("the receiver answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private String commit() {
        return "%040x".formatted(++commits);
    }
}
