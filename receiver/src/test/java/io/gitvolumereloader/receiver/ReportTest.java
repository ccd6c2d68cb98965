package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.FollowedRef;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Outcome;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RefName;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Follower FOLLOWER =
            new Follower("ns", "pod", "", new RepositoryKey("github.com", "o/r"), FollowedRef.HEAD, null);

    @Test
    void countsWhatBecameOfEachVolume() {
        var markings = List.<Marking>of(
                new Marking.Marked(FOLLOWER),
                new Marking.Marked(FOLLOWER),
                new Marking.Unchanged(FOLLOWER),
                new Marking.Overtaken(FOLLOWER),
                new Marking.Gone(FOLLOWER),
                new Marking.Continuing(FOLLOWER, ""),
                new Marking.Continuing(FOLLOWER, "busy"),
                new Marking.Unreached(FOLLOWER, "why"));
        assertThat(Report.of(new Outcome.Announced(List.of(push("o/r", "main")), markings, List.of("and why"))))
                .isEqualTo(new Report(
                        "github/1",
                        "accepted",
                        "github.com/o/r",
                        "refs/heads/main",
                        null,
                        null,
                        8,
                        2,
                        2,
                        1,
                        2,
                        1,
                        List.of("trying again: busy", "why")));
    }

    @Test
    void sameReasonsAreSaidOnce() {
        assertThat(Report.bounded(Stream.of("a", "a", "b"))).containsExactly("a", "b");
    }

    @Test
    void theLargestReportHasAtMostTwoKibibytes() throws JsonProcessingException {
        var push = push("o/" + "r".repeat(490), "\"".repeat(339));
        var markings = IntStream.range(0, 10_000)
                .<Marking>mapToObj(i -> new Marking.Unreached(FOLLOWER, i + "\"\\\u202e\n".repeat(1000)))
                .toList();
        var json = new ObjectMapper()
                .writeValueAsString(Report.of(new Outcome.Announced(List.of(push), markings, List.of())));
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1800, 2048);
    }

    @Test
    void ofSeveralRefsThoseThatAreFollowedAreNamedFirst() {
        var pushes =
                IntStream.range(0, 1000).mapToObj(i -> push("o/r", "b" + i)).toList();
        var follower = new Follower("ns", "pod", "", pushes.getFirst().repository(), new FollowedRef("b900"), null);
        var report = Report.of(new Outcome.Announced(pushes, List.of(new Marking.Marked(follower)), List.of()));
        assertThat(report.ref()).isNull();
        assertThat(report.refs()).isEqualTo(1000);
        assertThat(report.details())
                .containsExactly(
                        new Report.Detail(null, "refs/heads/b900", 1),
                        new Report.Detail(null, "refs/heads/b0", 0),
                        new Report.Detail(null, "refs/heads/b1", 0));
    }

    @Test
    void ofSeveralRepositoriesEachRefHasItsOwn() {
        var report = Report.of(new Outcome.NoTarget(List.of(push("o/a", "main"), push("o/b", "main")), 0));
        assertThat(report.details())
                .containsExactly(
                        new Report.Detail("github.com/o/a", "refs/heads/main", 0),
                        new Report.Detail("github.com/o/b", "refs/heads/main", 0));
    }

    @Test
    void whereNobodyFollowsAnythingLabelAndNamespacesAreToBeChecked() {
        assertThat(Report.of(new Outcome.NoTarget(List.of(push("o/a", "main")), 0))
                        .reasons())
                .singleElement()
                .asString()
                .contains("git-volume-reloader.io/enabled=true", "receiver.namespaces")
                .hasSizeLessThanOrEqualTo(280);
        assertThat(Report.of(new Outcome.NoTarget(List.of(push("o/a", "main")), 7))
                        .reasons())
                .singleElement()
                .asString()
                .startsWith("none of the 7 volumes that this secret reaches follows this; compare the annotations");
    }

    @Test
    void theLargestReportOfSeveralRefsHasAtMostTwoKibibytes() throws JsonProcessingException {
        var pushes = IntStream.range(0, 1000)
                .mapToObj(i -> push("o/" + "r".repeat(490 - i % 2), i + "\"".repeat(330)))
                .toList();
        var markings = IntStream.range(0, 1000)
                .<Marking>mapToObj(i -> new Marking.Unreached(FOLLOWER, i + "\"\\\u202e\n".repeat(1000)))
                .toList();
        var json = new ObjectMapper().writeValueAsString(Report.of(new Outcome.Announced(pushes, markings, List.of())));
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1500, 2048);
    }

    private static Push push(String path, String branch) {
        var repository = RepositoryKey.parse("https://github.com/" + path).orElseThrow();
        var ref = RefName.parse("refs/heads/" + branch).orElseThrow();
        return new Push(new DeliveryId("github", "1"), List.of(repository), ref, null, null, null);
    }
}
