package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Event;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Null, wrong types, nothing at all and far too much, at each place that a provider reads and at each place on the way
 * there: never an exception, always one of four answers, and whatever is read as a push is in order.
 */
class HostilePayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HUGE = 5_000;

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void everyPlaceOfEveryProvider(Fixture fixture, String pointer) throws IOException {
        var provider = AllProviders.named(fixture.provider(), fixture.at());
        for (var value : values().entrySet()) {
            var payload = JSON.readTree(fixture.delivery().body());
            put(payload, pointer, value.getValue());
            var event = provider.read(
                    json(fixture, payload.toString()), fixture.secrets().getFirst());
            assertThat(event).as(value.getKey()).satisfies(HostilePayloadsTest::isInOrder);
        }
    }

    /** All places, in all fixtures of JSON that are pushes: in some of them a place is on the way, in others not. */
    static Stream<Arguments> everyPlaceOfEveryProvider() {
        return Fixture.all()
                .filter(fixture -> fixture.expected().path("event").asText().equals("pushed"))
                .filter(fixture -> !fixture.scenario().contains("form")
                        && !fixture.scenario().equals("truncated"))
                .flatMap(fixture -> AllProviders.named(fixture.provider(), fixture.at())
                        .pointers()
                        .flatMap(HostilePayloadsTest::withTheWay)
                        .distinct()
                        .map(pointer -> Arguments.of(fixture, pointer)));
    }

    @ParameterizedTest
    @MethodSource
    void everyCutOfAPayload(Fixture fixture) {
        var provider = AllProviders.named(fixture.provider(), fixture.at());
        var body = fixture.delivery().body();
        for (var length = 0; length < body.length; length += 7) {
            var cut = fixture.delivery().withBody(Arrays.copyOf(body, length));
            assertThat(provider.read(cut, fixture.secrets().getFirst()))
                    .isNotInstanceOf(Event.Pushed.class)
                    .isNotInstanceOf(Event.Pinged.class);
        }
    }

    static Stream<Fixture> everyCutOfAPayload() {
        return Fixture.all().filter(fixture -> fixture.scenario().equals("push"));
    }

    private static void isInOrder(Event event) {
        switch (event) {
            case Event.Pushed(var pushes) -> {
                assertThat(pushes).hasSizeBetween(1, PayloadParser.MAX_ELEMENTS);
                assertThat(pushes)
                        .allSatisfy(push -> assertThat(push.repositories()).isNotEmpty());
            }
            case Event.Confirm _, Event.Ended _ -> throw new AssertionError("a push was read as a subscription");
            case Event.Pinged() -> throw new AssertionError("a push was read as a ping");
            case Event.Ignored(var reason) -> assertThat(reason).isNotBlank().hasSizeLessThan(280);
            case Event.Malformed(var reason) ->
                assertThat(reason).isNotBlank().hasSizeLessThan(280).doesNotContain("xxxx");
        }
    }

    private static Map<String, @Nullable JsonNode> values() {
        var nodes = JSON.getNodeFactory();
        var values = new LinkedHashMap<String, @Nullable JsonNode>();
        values.put("missing", null);
        values.put("null", nodes.nullNode());
        values.put("a number", nodes.numberNode(1));
        values.put("a large number", nodes.numberNode(Double.MAX_VALUE));
        values.put("a truth value", nodes.booleanNode(true));
        values.put("no text", nodes.textNode(""));
        values.put("text of the wrong kind", nodes.textNode("\u0000\u202e\ud800 ../..?x=1#"));
        values.put("an empty list", nodes.arrayNode());
        values.put("a list of null", nodes.arrayNode().addNull());
        values.put("a list of lists", nodes.arrayNode().add(nodes.arrayNode().add(1)));
        values.put("a list of text", nodes.arrayNode().add("refs/heads/main"));
        values.put("an empty object", nodes.objectNode());
        values.put("an object of objects", nodes.objectNode().set("0", nodes.objectNode()));
        values.put("huge text", nodes.textNode("x".repeat(HUGE)));
        values.put(
                "a huge list",
                nodes.arrayNode()
                        .addAll(IntStream.range(0, HUGE)
                                .mapToObj(nodes::numberNode)
                                .toList()));
        values.put("a huge object", fields(HUGE));
        return values;
    }

    private static ObjectNode fields(int count) {
        var object = JSON.createObjectNode();
        IntStream.range(0, count).forEach(i -> object.put("x" + i, i));
        return object;
    }

    /** The pointer, and those of everything that it leads through. */
    private static Stream<String> withTheWay(String pointer) {
        return Stream.iterate(pointer, way -> !way.isEmpty(), way -> way.substring(0, way.lastIndexOf('/')));
    }

    private static void put(JsonNode root, String pointer, @Nullable JsonNode value) throws IOException {
        var inside = pointer.indexOf("/" + Places.INSIDE);
        if (inside < 0) {
            putThere(root, pointer, value);
            return;
        }
        var outer = pointer.substring(0, inside);
        var text = root.at(outer).asText();
        if (text.startsWith("{")) {
            var payload = JSON.readTree(text);
            var rest = pointer.substring(inside + 2);
            if (!rest.isEmpty()) {
                putThere(payload, rest, value);
            }
            putThere(root, outer, TextNode.valueOf(rest.isEmpty() ? String.valueOf(value) : payload.toString()));
        }
    }

    private static void putThere(JsonNode root, String pointer, @Nullable JsonNode value) {
        var names = List.of(pointer.replace("*", "0").substring(1).split("/"));
        var node = root;
        for (var i = 0; i < names.size() - 1; i++) {
            node = node.isArray() ? node.path(0) : node.path(names.get(i));
        }
        var last = names.getLast();
        switch (node) {
            case ObjectNode object when value == null -> object.remove(last);
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array when array.isEmpty() -> {}
            case ArrayNode array when value == null -> array.remove(0);
            case ArrayNode array -> array.set(0, value);
            default -> {} // this fixture has no such place
        }
    }

    private static Delivery json(Fixture fixture, String body) {
        return fixture.delivery().withBody(body.getBytes(UTF_8));
    }
}
