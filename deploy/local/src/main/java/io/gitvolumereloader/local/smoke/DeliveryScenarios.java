package io.gitvolumereloader.local.smoke;

import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import io.gitvolumereloader.local.process.Eventually;
import io.gitvolumereloader.local.stage.DocsPod;
import io.gitvolumereloader.local.stage.LocalSystem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Deliveries that are forged, early or lost. */
final class DeliveryScenarios {
    private static final Duration SHORT_POLL = Duration.ofSeconds(2);
    private static final int UNAUTHORIZED = 401;

    private final Author author;
    private final LocalSystem system;

    DeliveryScenarios(Author author, LocalSystem system) {
        this.author = author;
        this.system = system;
    }

    List<Scenario> all() {
        return List.of(
                new Scenario("a delivery with a wrong signature", this::wrongSignature),
                new Scenario("a delivery before its commit can be fetched", this::early),
                new Scenario("the receiver killed during a push, the delivery lost, the poll heals", this::lost));
    }

    private void wrongSignature() throws IOException {
        var shown = author.repository().tip("main");
        var annotations = annotations();
        var older = author.repository().work().run("rev-parse", "HEAD~1");
        var change = new RefChange("docs.git", "refs/heads/main", shown, older, Instant.now());

        var answer = system.webhook().deliver(change.ref(), author.repository().announcement(change), "not the secret");

        if (answer.statusCode() != UNAUTHORIZED) {
            throw new IllegalStateException("The receiver answered " + answer.statusCode() + ": " + answer.body());
        }
        if (!annotations().equals(annotations)) {
            throw new IllegalStateException("Annotations changed from " + annotations + " to " + annotations());
        }
        author.awaitBoth(shown);
    }

    /** The safety poll can't have helped: its period is far longer than the agents have run. */
    private void early() throws IOException {
        var before = author.repository().tip("main");
        author.write("README.md", "# Docs, announced before they arrived\n");
        var after = author.repository().commit("Announced early");
        var change = new RefChange("docs.git", "refs/heads/main", before, after, Instant.now());
        var syncs = system.pods().stream().collect(Collectors.toMap(pod -> pod, DeliveryScenarios::syncs));
        system.webhook().switchOff();
        try {
            system.webhook().deliver(change.ref(), author.repository().announcement(change));
            system.pods().forEach(pod -> awaitLookInVain(pod, after, Objects.requireNonNull(syncs.get(pod))));
            author.awaitBoth(before);
            author.repository().push("HEAD:main");
            author.awaitBoth(after);
        } finally {
            system.webhook().switchOn();
        }
        requireThatNobodyPolled();
    }

    private static long syncs(DocsPod pod) {
        return pod.status().at("/syncs").asLong();
    }

    /** Until the agent has been told of the commit, and has looked for it. */
    private static void awaitLookInVain(DocsPod pod, String commit, long syncsBefore) {
        Eventually.until(
                "a look at the remote by " + pod.name(),
                Author.LIMIT,
                () -> pod.status().at("/announced/after").asText().equals(commit) && syncs(pod) > syncsBefore);
    }

    private void lost() throws IOException {
        system.pods().forEach(pod -> pod.agent().startWith("AGENT_POLL_EVERY", SHORT_POLL.toString()));
        system.pods().forEach(pod -> pod.agent().process().awaitReady());
        // A volume is ready before the remote has been asked; that first look must be over, or it might find the push.
        author.awaitStatus(
                "the first look at the remote",
                status -> status.at("/published/ref").isTextual());
        var annotations = annotations();
        system.webhook().beforeNext(() -> system.receiver().process().kill());
        try {
            author.write("README.md", "# Docs that nobody announced\n");
            author.awaitBoth(author.push("Delivery lost"));
            if (!annotations().equals(annotations)) {
                throw new IllegalStateException("The delivery was not lost; the pods were annotated");
            }
        } finally {
            system.receiver().start();
            system.pods().forEach(pod -> pod.agent().start());
            system.services().forEach(service -> service.process().awaitReady());
        }
    }

    private void requireThatNobodyPolled() {
        for (var pod : system.pods()) {
            var ran = Duration.between(pod.agent().startedAt(), Instant.now());
            if (ran.compareTo(SmokeRun.POLL.dividedBy(2)) > 0) {
                throw new IllegalStateException("The agent of " + pod.name() + " has run for " + ran
                        + ", so that its safety poll may have found the commit");
            }
        }
    }

    private List<Map<String, String>> annotations() {
        return system.pods().stream()
                .map(pod -> system.cluster().annotations(pod.name()))
                .toList();
    }
}
