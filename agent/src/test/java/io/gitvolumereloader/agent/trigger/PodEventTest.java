package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodEventTest {
    @Test
    void readsMetadataAndWholePods() {
        var metadata = """
                {"type":"ADDED","object":{"kind":"PartialObjectMetadata","metadata":{"uid":"u","annotations":{"a":"b"}}}}""";
        var pod = """
                {"type":"MODIFIED","object":{"kind":"Pod","metadata":{"uid":"u","annotations":{"a":"b"}},"spec":{"containers":[]}}}""";

        var seen = new PodEvent.Seen("u", Map.of("a", "b"));
        assertThat(PodEvent.read(metadata)).isEqualTo(seen);
        assertThat(PodEvent.read(pod)).isEqualTo(seen);
    }

    @Test
    void aPodMayHaveNoAnnotations() {
        assertThat(PodEvent.read("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"uid\":\"u\"}}}"))
                .isEqualTo(new PodEvent.Seen("u", Map.of()));
    }

    @Test
    void readsTheOtherTypes() {
        assertThat(PodEvent.read("{\"type\":\"DELETED\",\"object\":{}}")).isEqualTo(new PodEvent.Gone());
        assertThat(PodEvent.read("{\"type\":\"BOOKMARK\",\"object\":{}}")).isEqualTo(new PodEvent.Alive());
        assertThat(PodEvent.read("""
                {"type":"ERROR","object":{"code":429,"message":"slow","details":{"retryAfterSeconds":3}}}""")).isEqualTo(new PodEvent.Failed(429, "slow", Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "null",
                "[]",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"NEWS\"}",
                "{\"type\":\"ADDED\"}",
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":\"u\"}}"
            })
    void anythingElseIsUnreadable(String message) {
        assertThat(PodEvent.read(message)).isEqualTo(new PodEvent.Unreadable());
    }

    @Test
    void nestingWithoutEndIsUnreadable() {
        assertThat(PodEvent.read("[".repeat(1_000_000))).isEqualTo(new PodEvent.Unreadable());
    }
}
