package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {
    private static final String VALUE = "quoted-by-nobody";
    private static final Option DIGIT = new Option("digit", true, "a digit", text -> text.matches("\\d"));
    private static final Option LETTER = new Option("letter", false, "a letter", text -> text.matches("[a-z]"));
    private static final List<Option> BOTH = List.of(DIGIT, LETTER);

    @Test
    void whatIsNeededAndFitsIsInOrder() {
        assertThat(Option.objection("example", BOTH, Map.of("digit", "1"))).isEmpty();
        assertThat(Option.objection("example", BOTH, Map.of("digit", "1", "letter", "x")))
                .isEmpty();
        assertThat(Option.objection("example", List.of(), Map.of())).isEmpty();
    }

    @Test
    void whatIsNeededAndMissingIsNamedWithWhatBelongsThere() {
        assertThat(Option.objection("example", BOTH, Map.of("letter", "x")))
                .hasValue("example needs the option digit in secrets.yaml: a digit");
    }

    @Test
    void whatNobodyKnowsIsRefusedAndWhatThereIsIsNamed() {
        assertThat(Option.objection("example", BOTH, Map.of("digit", "1", "Letter", VALUE)))
                .hasValue("example has no such option; there is digit and letter");
        assertThat(Option.objection("example", List.of(), Map.of("digit", VALUE)))
                .hasValue("example has no options; leave them out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12", VALUE, "1\n"})
    void whatDoesNotFitIsRefusedAndNotQuoted(String value) {
        assertThat(Option.objection("example", BOTH, Map.of("digit", value)))
                .hasValue("the option digit is not a digit");
        assertThat(Option.objection("example", BOTH, Map.of("digit", "1", "letter", value)))
                .hasValue("the option letter is not a letter");
    }
}
