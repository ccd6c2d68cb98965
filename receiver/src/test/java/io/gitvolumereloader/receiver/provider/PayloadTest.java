package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.RefName;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    @Test
    void onlyWhatIsReadIsKept() {
        var payload = parse(
                "{\"a\":{\"b\":\"1\",\"c\":\"2\"},\"d\":[{\"e\":\"3\",\"f\":\"4\"}],\"g\":\"5\"}", "/a/b", "/d/*/e");
        assertThat(payload.text("/a/b", "x")).hasValue("1");
        assertThat(payload.text("/a/c", "x")).isEmpty();
        assertThat(payload.text("/g", "x")).isEmpty();
        assertThat(payload.list("/d").orElseThrow().getFirst().text("/e", "x")).hasValue("3");
        assertThat(payload.list("/d").orElseThrow().getFirst().text("/f", "x")).isEmpty();
        assertThat(payload.complaint()).isNull();
    }

    @Test
    void whatIsWrongInAListIsNamedWithItsPlace() {
        var payload = parse("{\"d\":[{\"e\":\"3\"},{\"e\":4}]}", "/d/*/e");
        payload.list("/d").orElseThrow().forEach(element -> element.text("/e", "text"));
        assertThat(payload.complaint()).isEqualTo("/d/1/e is not text");
    }

    @Test
    void theFirstPointerWithSomethingCounts() {
        var payload = parse("{\"a\":null,\"b\":\"1\",\"c\":\"2\"}", "/a", "/b", "/c");
        assertThat(payload.optional(List.of("/a", "/x", "/b", "/c"), "text", Optional::of))
                .hasValue("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 1_002, 50_000})
    void moreThanAThousandRefsAreTheWholeRepository(int refs) {
        assertThat(push(refs))
                .isInstanceOfSatisfying(
                        Event.Pushed.class,
                        pushed -> assertThat(pushed.pushes())
                                .singleElement()
                                .satisfies(push -> assertThat(push.ref()).isEqualTo(RefName.ANY)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1_000})
    void upToAThousandRefsAreAllTold(int refs) {
        assertThat(push(refs))
                .isInstanceOfSatisfying(
                        Event.Pushed.class,
                        pushed -> assertThat(pushed.pushes()).hasSize(refs).doesNotHaveDuplicates());
    }

    @Test
    void aNameOfAThousandLettersIsTooLong() {
        assertThat(parse("{\"" + "x".repeat(1_001) + "\":1}").complaint())
                .contains("no JSON that can be read", "a field's name of more than 1000");
        assertThat(parse("{\"" + "x".repeat(1_000) + "\":1}").complaint()).isNull();
    }

    @Test
    void aKeptFieldMustNotBeThereTwiceAndAnyOtherMay() {
        assertThat(parse("{\"a\":1,\"a\":2}", "/a").complaint()).contains("doubled field");
        assertThat(parse("{\"a\":{\"b\":1,\"b\":2}}", "/a/b").complaint()).contains("doubled field");
        assertThat(parse("{\"x\":1,\"x\":2,\"a\":{\"y\":1,\"y\":2}}", "/a/b").complaint())
                .isNull();
    }

    /** Five mebibytes of names: to remember them all would take fifty more. */
    @Test
    void namesThatNobodyReadsAreNotRemembered() {
        var names = IntStream.range(0, 500_000)
                .mapToObj(i -> "\"" + Integer.toString(36 * 36 * 36 * 36 + i, 36) + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(names.length()).isBetween(5_000_000, 5 << 20);
        parse("{\"a\":0}");
        var before = allocated();
        assertThat(parse(names, "/ref").complaint()).isNull();
        assertThat(allocated() - before).isLessThan(48L << 20);
    }

    @Test
    void aFormIsDecodedIntoNoMoreThanItsSize() {
        var form = ("payload=" + "a%20".repeat(1 << 20)).getBytes(UTF_8);
        new FormField("payload").in("payload=a".getBytes(UTF_8));
        var before = allocated();
        assertThat(new FormField("payload").in(form))
                .hasValueSatisfying(value -> assertThat(value).hasSize(2 << 20));
        assertThat(allocated() - before).isLessThan(3L << 20);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            payload=a               | a
            payload=                | ''
            payload=a%20b+c         | a b c
            payload=%E2%82%AC       | €
            payload=a=b%26c         | a=b&c
            """)
    void aFormField(String form, String value) {
        assertThat(new FormField("payload").in(form.getBytes(UTF_8)).map(bytes -> new String(bytes, UTF_8)))
                .hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payload",
                "x=payload=1",
                "payload=1&payload=1",
                "payload=1&y=2",
                "x=1&payload=1",
                "payloads=1&payload=2",
                "&payload=1",
                "payload=1&",
                "{\"text\":\"&payload=%7B%7D\"}",
                "payload=%",
                "payload=%1",
                "payload=%zz",
                "payload=%1g",
                "payload=aaaa%%%%",
                "Payload=1",
                "pay%6coad=1",
                "payload=%٣٣"
            })
    void noFormField(String form) {
        assertThat(new FormField("payload").in(form.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void anOldBitbucketServerWithoutASettingIsToldWhichOne() {
        var fixture = Fixture.of("bitbucket-server", "without-links");
        assertThat(new BitbucketServer(Optional.empty()).read(fixture.delivery(), AllProviders.ANYBODY))
                .isInstanceOfSatisfying(
                        Event.Malformed.class,
                        malformed -> assertThat(malformed.reason())
                                .endsWith("set receiver.bitbucket-server.url to its URL"));
    }

    private static Event push(int refs) {
        var changes = IntStream.range(0, refs)
                .mapToObj("{\"ref\":{\"id\":\"refs/heads/b%d\"}}"::formatted)
                .collect(Collectors.joining(","));
        var body = "{\"repository\":{\"slug\":\"s\",\"project\":{\"key\":\"K\"}},\"changes\":[" + changes + "]}";
        var delivery = new io.gitvolumereloader.receiver.hook.Delivery(
                Map.of("x-event-key", "repo:refs_changed"), body.getBytes(UTF_8));
        return new BitbucketServer(Optional.of("https://git.example.com")).read(delivery, AllProviders.ANYBODY);
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }

    private static Payload parse(String json, String... pointers) {
        return new PayloadParser(Places.of(Stream.of(pointers))).parse(json.getBytes(UTF_8));
    }
}
