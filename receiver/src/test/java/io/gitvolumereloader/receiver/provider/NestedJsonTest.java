package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RefName;
import io.gitvolumereloader.receiver.hook.Web;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON in a text of JSON, and lists in lists. */
class NestedJsonTest {
    private static final String SECOND_OF_A_FIELD = "{\"a\":\"1\",\"a\":\"2\"}";

    @Test
    void ofTheInnerTooOnlyWhatIsReadIsKept() {
        var payload = parse("{\"a\":\"1\",\"b\":\"2\",\"c\":[{\"d\":\"3\"}]}");
        assertThat(payload.text("/m/#/a", "text")).hasValue("1");
        assertThat(payload.text("/m/#/b", "text")).isEmpty();
        assertThat(payload.list("/m/#/c").orElseThrow().getFirst().text("/d", "text"))
                .hasValue("3");
        assertThat(payload.complaint()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1", "null", "[{\"a\":\"1\"}]", "\"{}\""})
    void aTextThatIsNoObjectHasNothingInside(String text) {
        var payload = parse(text);
        assertThat(payload.has(List.of("/m/#"))).isFalse();
        assertThat(payload.complaint()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":", "{}{}", "{} x", "{a:1}", SECOND_OF_A_FIELD, "{\"x\":\u0000}"})
    void whatBeginsLikeAnObjectAndIsNoneIsUnreadable(String text) {
        assertThat(parse(text).complaint()).contains("no JSON that can be read");
    }

    @Test
    void theInnerHasTheSameLimits() {
        assertThat(parse("{\"x\":" + "[".repeat(63) + "]".repeat(63) + "}").complaint())
                .isNull();
        assertThat(parse("{\"x\":" + "[".repeat(64) + "]".repeat(64) + "}").complaint())
                .contains("more than 64 levels");
        assertThat(parse("{\"a\":\"" + "x".repeat(4_097) + "\"}").text("/m/#/a", "text"))
                .hasValue("");
        assertThat(parse("{\"x\":\"" + "x".repeat(256 * 1024) + "\"}").has(List.of("/m/#")))
                .isFalse();
    }

    @Test
    void onlyATextHasAnInside() {
        var parser = new PayloadParser(Places.of(Stream.of("/m/#/a")));
        for (var json :
                List.of("{\"m\":{\"#\":{\"a\":\"1\"}}}", "{\"m\":{\"a\":\"1\"}}", "{\"m\":[\"{\\\"a\\\":1}\"]}")) {
            assertThat(parser.parse(json.getBytes(UTF_8)).has(List.of("/m/#", "/m/#/a")))
                    .as(json)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 1, 1000", "1, 1000, 1000", "40, 25, 1000"})
    void upToAThousandRefsAreAllTold(int records, int refs, int pushes) {
        assertThat(pushes(records, refs))
                .hasSize(pushes)
                .noneMatch(push -> push.ref().equals(RefName.ANY));
    }

    @ParameterizedTest
    @CsvSource({"1, 1001, 1", "2, 501, 2", "100, 11, 100"})
    void moreThanAThousandRefsAreAllOfTheirRepositories(int records, int refs, int repositories) {
        assertThat(pushes(records, refs))
                .hasSize(repositories)
                .allMatch(push -> push.ref().equals(RefName.ANY))
                .extracting(Push::repository)
                .doesNotHaveDuplicates();
    }

    @Test
    void moreThanAThousandRecordsAreNoDelivery() {
        assertThat(read(1_001, 0))
                .isEqualTo(new Event.Malformed("/Message/#/Records is not a list of at most 1000 elements"));
    }

    @Test
    void aListOfNothingIsNothing() {
        assertThat(read(0, 0)).isEqualTo(new Event.Ignored("the delivery is a list of nothing"));
    }

    private static List<Push> pushes(int records, int refs) {
        return read(records, refs) instanceof Event.Pushed(var pushes) ? pushes : List.of();
    }

    private static Event read(int records, int refs) {
        var references = IntStream.range(0, refs)
                .mapToObj("{\"ref\":\"refs/heads/%d\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        var message = IntStream.range(0, records)
                .mapToObj(record -> "{\"eventSource\":\"aws:codecommit\",\"codecommit\":{\"references\":" + references
                        + "},\"eventSourceARN\":\"arn:aws:codecommit:us-east-1:123456789012:" + record + "\"}")
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
        var body = "{\"Type\":\"Notification\",\"Message\":" + quoted(message) + "}";
        return new CodeCommit(InstantSource.system(), _ -> new Web.Failed("nobody is asked"))
                .read(new Delivery(Map.of(), body.getBytes(UTF_8)), AllProviders.ANYBODY);
    }

    private static Payload parse(String inner) {
        var json = "{\"m\":" + quoted(inner) + "}";
        return new PayloadParser(Places.of(Stream.of("/m/#/a", "/m/#/c/*/d"))).parse(json.getBytes(UTF_8));
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }
}
