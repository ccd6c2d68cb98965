package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.agent.ContractVectors;
import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.trigger.PushAnnotation.Reading.Announced;
import io.gitvolumereloader.agent.trigger.PushAnnotation.Reading.Unreadable;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PushAnnotationTest {

    @TestFactory
    Stream<DynamicTest> isReadAsTheContractSays() {
        return Stream.concat(ContractVectors.each("pushes"), ContractVectors.each("tolerated"))
                .map(vector -> DynamicTest.dynamicTest(
                        name(vector),
                        () -> assertThat(PushAnnotation.read(value(vector)))
                                .isEqualTo(new Announced(announcement(vector.required("push"))))));
    }

    @TestFactory
    Stream<DynamicTest> isUnreadableWhereTheContractSaysSo() {
        return ContractVectors.each("unreadable")
                .map(vector -> DynamicTest.dynamicTest(
                        name(vector),
                        () -> assertThat(PushAnnotation.read(value(vector))).isInstanceOf(Unreadable.class)));
    }

    @Test
    void doesNotFollowEndlessNesting() {
        assertThat(PushAnnotation.read("[".repeat(100_000))).isInstanceOf(Unreadable.class);
    }

    @Test
    void doesNotLetAStrangerWriteTheLog() {
        var value = "{\"ref\":\"refs/heads/main\",\"delivery\":\"x\\n2026 ERROR forged\"}";

        assertThat(PushAnnotation.read(value))
                .isInstanceOfSatisfying(
                        Announced.class,
                        announced ->
                                assertThat(announced.announcement().delivery()).isEqualTo("x?2026 ERROR forged"));
    }

    private static String name(JsonNode vector) {
        return vector.required("name").textValue();
    }

    private static String value(JsonNode vector) {
        return vector.required("value").textValue();
    }

    private static Announcement announcement(JsonNode push) {
        var at = push.required("at").textValue();
        return new Announcement(
                push.required("ref").textValue(),
                commit(push.required("before").textValue()),
                commit(push.required("after").textValue()),
                push.required("delivery").textValue(),
                at == null ? null : Instant.parse(at));
    }

    private static @Nullable CommitId commit(@Nullable String hex) {
        return hex == null ? null : new CommitId(hex);
    }
}
