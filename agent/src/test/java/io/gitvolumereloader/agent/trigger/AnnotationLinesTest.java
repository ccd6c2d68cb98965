package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationLinesTest {

    static Stream<Arguments> quoted() {
        return Stream.of(
                Arguments.of("\"\"", ""),
                Arguments.of("\"plain = text\"", "plain = text"),
                Arguments.of("\"{\\\"ref\\\":\\\"refs/heads/main\\\"}\"", "{\"ref\":\"refs/heads/main\"}"),
                Arguments.of("\"a\\\\nb\\\\\"", "a\\nb\\"),
                Arguments.of("\"a\\nb\\r\\n\\tc\"", "a\nb\r\n\tc"),
                Arguments.of("\"\\a\\b\\f\\v\"", "\u0007\b\f\u000b"),
                Arguments.of("\"\\x00\\x1f\\x7f\"", "\u0000\u001f\u007f"),
                Arguments.of("\"\\xc3\\xa4\"", "ä"),
                Arguments.of("\"\\xff\"", "\ufffd"),
                Arguments.of("\"ä 語 🚀\"", "ä 語 🚀"),
                Arguments.of("\"\\u200b\\ufeff\"", "\u200b\ufeff"),
                Arguments.of("\"\\U000e0001\"", new String(Character.toChars(0xE0001))));
    }

    @ParameterizedTest
    @MethodSource("quoted")
    void readsWhatGoQuotes(String quoted, String value) {
        assertThat(AnnotationLines.unquote(quoted)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "plain",
                "'a'",
                "\"open",
                "open\"",
                "\"a\"b\"",
                "\"\\\"",
                "\"\\q\"",
                "\"\\x1\"",
                "\"\\xg0\"",
                "\"\\u12\"",
                "\"\\ud800\"",
                "\"\\U00110000\"",
                "\"\\Uffffffff\"",
                "\"\\u-123\"",
                "`raw`"
            })
    void refusesWhatGoDoesNotQuote(String quoted) {
        assertThat(AnnotationLines.unquote(quoted)).isEqualTo(Optional.empty());
    }

    @Test
    void aBrokenLineTakesNothingFromTheOthers() {
        var lines = AnnotationLines.read("a=\"1\"\nb=\"2\nno sign\n\nc=now!\nd=\"x=y\"\n");

        assertThat(lines.values()).isEqualTo(Map.of("a", "1", "d", "x=y"));
        assertThat(lines.broken()).isEqualTo(Map.of("b", "\"2", "no sign", "", "c", "now!"));
    }

    @Test
    void anEmptyFileHasNoAnnotations() {
        assertThat(AnnotationLines.read("")).isEqualTo(new AnnotationLines(Map.of(), Map.of()));
    }
}
