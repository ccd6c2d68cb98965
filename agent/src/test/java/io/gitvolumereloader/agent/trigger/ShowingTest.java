package io.gitvolumereloader.agent.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.agent.ContractVectors;
import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Status;
import io.gitvolumereloader.agent.sync.Tip;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowingTest {
    private static final CommitId COMMIT = new CommitId("0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c");
    private static final CommitId OTHER = new CommitId("6113728f27ae82c7b1a177c8d03f9e96e0adf246");
    private static final Tip TIP = new Tip("refs/heads/main", COMMIT, COMMIT);
    private static final Instant SHOWN = Instant.parse("2026-11-20T07:30:00.201Z");
    private static final Instant ACCEPTED = Instant.parse("2026-11-20T07:30:00.123Z");

    @TestFactory
    Stream<DynamicTest> isWrittenAsTheContractSays() {
        return ContractVectors.each("published")
                .map(vector -> DynamicTest.dynamicTest(
                        vector.required("name").textValue(),
                        () -> assertThat(showing(vector.required("published")).value())
                                .isEqualTo(vector.required("value").textValue())));
    }

    @Test
    void tellsHowLongAfterThePushItWasShown() {
        var showing = Showing.of(TIP, SHOWN, announced(push(TIP.ref(), COMMIT, ACCEPTED)));

        assertThat(showing).isEqualTo(new Showing(TIP.ref(), COMMIT, SHOWN, "github/1", Duration.ofMillis(78)));
    }

    @Test
    void aTagMayBeAnnouncedByItsTagObject() {
        var tag = new Tip("refs/tags/v1", OTHER, COMMIT);

        var showing = Showing.of(tag, SHOWN, announced(push(tag.ref(), OTHER, ACCEPTED)));

        assertThat(showing.commit()).isEqualTo(COMMIT);
        assertThat(showing.lag()).isEqualTo(Duration.ofMillis(78));
    }

    @Test
    void onlyThePushOfThisVeryCommitCounts() {
        var nobody = new Showing(TIP.ref(), COMMIT, SHOWN, null, null);

        assertThat(Showing.of(TIP, SHOWN, announced(null))).isEqualTo(nobody);
        assertThat(Showing.of(TIP, SHOWN, announced(push(TIP.ref(), OTHER, ACCEPTED))))
                .isEqualTo(nobody);
        assertThat(Showing.of(TIP, SHOWN, announced(push("refs/heads/other", COMMIT, ACCEPTED))))
                .isEqualTo(nobody);
        assertThat(Showing.of(TIP, SHOWN, announced(push(TIP.ref(), null, ACCEPTED))))
                .isEqualTo(nobody);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:30:00.202Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z"
    })
    void aLagThatIsNoneIsLeftOut(Instant accepted) {
        var showing = Showing.of(TIP, SHOWN, announced(push(TIP.ref(), COMMIT, accepted)));

        assertThat(showing.value()).contains("\"delivery\":\"github/1\"}").doesNotContain("lag");
    }

    @Test
    void isOneLineOfAtMostAKibibyteWhateverNamesSay() {
        var name = "refs/heads/" + "\"ü\u2028\n".repeat(100);
        var delivery = "x\"\n".repeat(400);

        var shortRef = new Showing(TIP.ref(), COMMIT, SHOWN, delivery, Duration.ofMillis(1)).value();
        var longRef = new Showing(name, COMMIT, SHOWN, delivery, Duration.ofMillis(1)).value();
        var longest = new Showing("ü".repeat(2000), COMMIT, SHOWN, null, null).value();

        assertThat(shortRef).contains("refs/heads/main", "\"lag\":1").doesNotContain("delivery");
        assertThat(Stream.of(shortRef, longRef, longest))
                .allSatisfy(value -> assertThat(value.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024))
                .allSatisfy(value -> assertThat(value).contains(COMMIT.hex()).doesNotContain("\n"));
        assertThat(longest).doesNotContain("ref");
    }

    private static Status announced(@Nullable Announcement push) {
        return new Status(push, null, null, null, null, 0, 0);
    }

    private static Announcement push(String ref, @Nullable CommitId after, Instant at) {
        return new Announcement(ref, null, after, "github/1", at);
    }

    private static Showing showing(JsonNode published) {
        var lag = published.required("lag");
        return new Showing(
                published.required("ref").textValue(),
                new CommitId(published.required("commit").textValue()),
                Instant.parse(published.required("at").textValue()),
                published.required("delivery").textValue(),
                lag.isNull() ? null : Duration.ofMillis(lag.longValue()));
    }
}
