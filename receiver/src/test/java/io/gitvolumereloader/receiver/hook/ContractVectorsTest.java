package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The receiver's side of docs/contract-vectors.json. */
class ContractVectorsTest {
    private static final JsonNode VECTORS = read();

    @Test
    void keys() {
        var keys = VECTORS.path("keys");
        assertThat(Contract.LABEL).isEqualTo(keys.path("label").textValue());
        for (var name : List.of("", "theme")) {
            var expected = keys.path(name.isEmpty() ? "unnamed" : name);
            assertThat(Contract.repositoryKey(name))
                    .isEqualTo(expected.path("repository").textValue());
            assertThat(Contract.refKey(name)).isEqualTo(expected.path("ref").textValue());
            assertThat(Contract.pushKey(name)).isEqualTo(expected.path("push").textValue());
        }
        assertThat(Contract.FIELD_MANAGER)
                .isEqualTo(VECTORS.path("fieldManager").textValue());
    }

    @Test
    void names() {
        assertThat(VECTORS.path("names").path("valid").valueStream().map(JsonNode::textValue))
                .isNotEmpty()
                .allMatch(ContractVectorsTest::isFollowed);
        assertThat(VECTORS.path("names").path("invalid").valueStream().map(JsonNode::textValue))
                .isNotEmpty()
                .noneMatch(ContractVectorsTest::isFollowed);
    }

    private static boolean isFollowed(String name) {
        var followers = new ArrayList<Follower>();
        new PodMetadata("ns", "pod", Map.of(Contract.repositoryKey(name), "https://github.com/o/docs"))
                .follow(followers, new ArrayList<>());
        return followers.size() == 1 && followers.getFirst().name().equals(name);
    }

    @ParameterizedTest
    @MethodSource
    void refs(JsonNode vector) {
        var canMean =
                vector.path("canMean").valueStream().map(JsonNode::textValue).toList();
        assertThat(FollowedRef.of(text(vector, "ref")).canMean()).isEqualTo(canMean);
    }

    static Stream<Named<JsonNode>> refs() {
        return vectors("refs", "ref");
    }

    @ParameterizedTest
    @MethodSource
    void defaultBranch(JsonNode vector) {
        var pushed = RefName.parse(vector.path("pushed").textValue()).orElseThrow();
        assertThat(FollowedRef.of(text(vector, "ref")).concerns(pushed, text(vector, "defaultBranch")))
                .isEqualTo(vector.path("concerns").booleanValue());
    }

    static Stream<Named<JsonNode>> defaultBranch() {
        return vectors("defaultBranch", "pushed");
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void pushIsWrittenLetterByLetter(JsonNode vector) {
        var at = Instant.parse(vector.path("push").path("at").textValue());
        assertThat(new PushAnnotation(push(vector.path("push")), at).value())
                .isEqualTo(vector.path("value").textValue());
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void aPushWithACommitIsRecognised(JsonNode vector) {
        var push = push(vector.path("push"));
        assertThat(PushAnnotation.announces(vector.path("value").textValue(), push))
                .isEqualTo(push.after() != null);
    }

    static Stream<Named<JsonNode>> pushes() {
        return vectors("pushes", "name");
    }

    @ParameterizedTest
    @MethodSource
    void whatCantBeReadIsWrittenAnew(JsonNode vector) {
        var push = push(VECTORS.path("pushes").path(0).path("push"));
        assertThat(PushAnnotation.announces(vector.path("value").textValue(), push))
                .isFalse();
    }

    static Stream<Named<JsonNode>> whatCantBeReadIsWrittenAnew() {
        return Stream.concat(vectors("unreadable", "name"), vectors("tolerated", "name"));
    }

    @Test
    void zeroNamesAreNeverWritten() {
        var zero = ObjectName.parse("0".repeat(40)).orElseThrow();
        var push = new Push(DeliveryId.of("github", "1"), repositories(), ref("refs/heads/main"), zero, zero, null);
        assertThat(new PushAnnotation(push, Instant.EPOCH).value()).doesNotContain("before", "after", "0000000");
    }

    @Test
    void theLargestValueHasAtMostOneKibibyte() {
        var name = ObjectName.parse("d".repeat(64)).orElseThrow();
        var ref = ref("refs/heads/" + "\"".repeat(339));
        var id = DeliveryId.of("github", "x".repeat(1000));
        var value = new PushAnnotation(new Push(id, repositories(), ref, name, name, null), Instant.now()).value();
        assertThat(value.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(900, 1024);
    }

    private static Push push(JsonNode push) {
        var id = text(push, "delivery");
        return new Push(
                DeliveryId.of("github", id == null ? null : id.substring("github/".length())),
                repositories(),
                ref(push.path("ref").textValue()),
                objectName(text(push, "before")),
                objectName(text(push, "after")),
                null);
    }

    private static List<RepositoryKey> repositories() {
        return RepositoryKey.parse("https://github.com/o/r").stream().toList();
    }

    private static RefName ref(String name) {
        return name.equals("refs/*") ? RefName.ANY : RefName.parse(name).orElseThrow();
    }

    private static @Nullable ObjectName objectName(@Nullable String hex) {
        return hex == null ? null : ObjectName.parse(hex).orElseThrow();
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).textValue();
    }

    private static Stream<Named<JsonNode>> vectors(String list, String name) {
        assertThat(VECTORS.path(list)).as("vectors called " + list).isNotEmpty();
        return VECTORS.path(list)
                .valueStream()
                .map(vector -> Named.of(vector.path(name).asText(), vector));
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("..", "docs", "contract-vectors.json").toFile());
        } catch (IOException e) {
            throw new AssertionError("the tests run in the folder of their module", e);
        }
    }
}
