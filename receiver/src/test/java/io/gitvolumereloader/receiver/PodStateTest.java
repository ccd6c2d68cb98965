package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What annotations tell about a volume. */
class PodStateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T07:31:00Z");
    private static final String COMMIT = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c";
    private static final String PUSH =
            "{\"ref\":\"refs/heads/main\",\"after\":\"" + COMMIT + "\",\"at\":\"2026-11-20T07:30:00.100Z\"}";

    @Test
    void whatHasArrivedHasTheLagThatTheAgentTells() {
        var state = state(PUSH, "{\"commit\":\"" + COMMIT + "\",\"at\":\"2026-11-20T07:30:00.300Z\",\"lag\":78}");
        assertThat(state.arrived()).isTrue();
        assertThat(state.lag()).isEqualTo(78);
    }

    @Test
    void whereTheAgentTellsNoLagTheTwoTimesDo() {
        var state = state(PUSH, "{\"commit\":\"" + COMMIT + "\",\"at\":\"2026-11-20T07:30:00.300Z\"}");
        assertThat(state.lag()).isEqualTo(200);
    }

    @Test
    void clocksThatDisagreeTellNoLag() {
        var state = state(PUSH, "{\"commit\":\"" + COMMIT + "\",\"at\":\"2026-11-20T07:29:00Z\"}");
        assertThat(state.arrived()).isTrue();
        assertThat(state.lag()).isNull();
    }

    @Test
    void whatHasNotArrivedLagsSinceThePush() {
        var state = state(PUSH, "{\"commit\":\"" + "1".repeat(40) + "\",\"at\":\"2026-11-20T07:29:00Z\"}");
        assertThat(state.arrived()).isFalse();
        assertThat(state.lag()).isEqualTo(59_900);
    }

    @Test
    void withoutAReportNobodyKnows() {
        var state = state(PUSH, null);
        assertThat(state.announced()).hasToString(PUSH);
        assertThat(state.published()).isNull();
        assertThat(state.arrived()).isNull();
        assertThat(state.lag()).isNull();
    }

    @Test
    void whatIsNoJsonIsShownAsItIsPrintableAndShort() {
        var state = state("{\"ref\":\n" + "x".repeat(5000), "[1]");
        assertThat(state.announced()).isNotNull();
        assertThat(String.valueOf(state.announced()))
                .startsWith("\"{'ref':?xxx")
                .hasSize(1026);
        assertThat(state.published()).hasToString("\"[1]\"");
        assertThat(state.arrived()).isNull();
    }

    @Test
    void timesThatAreNoneTellNoLag() {
        var state = state(PUSH.replace("2026-11-20T07", "soon"), "{\"commit\":\"" + COMMIT + "\"}");
        assertThat(state.arrived()).isTrue();
        assertThat(state.lag()).isNull();
    }

    @Test
    void eachVolumeHasALineWithoutCredentials() {
        var annotations = Map.of(
                "git-volume-reloader.io/repository", "https://user:secret@github.com/o/docs",
                "git-volume-reloader.io/repository.theme", "https://github.com/o/theme",
                "git-volume-reloader.io/repository.odd", "nonsense",
                "git-volume-reloader.io/published.theme", "{\"commit\":\"" + COMMIT + "\"}");
        var states = PodState.of(new PodMetadata("ns", "pod", annotations), NOW).toList();
        assertThat(states).extracting(PodState::name).containsExactlyInAnyOrder(null, "theme");
        assertThat(states)
                .extracting(PodState::repository)
                .containsExactlyInAnyOrder("github.com/o/docs", "github.com/o/theme");
        assertThat(states).filteredOn(state -> state.published() != null).hasSize(1);
        assertThat(states.toString()).doesNotContain("secret");
    }

    private static PodState state(String push, @Nullable String published) {
        var annotations = new HashMap<>(Map.of(
                "git-volume-reloader.io/repository", "https://github.com/o/docs", "git-volume-reloader.io/push", push));
        if (published != null) {
            annotations.put("git-volume-reloader.io/published", published);
        }
        return PodState.of(new PodMetadata("ns", "pod", annotations), NOW)
                .findFirst()
                .orElseThrow();
    }
}
