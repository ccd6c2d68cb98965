package io.gitvolumereloader.receiver.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.provider.GitHub;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {
    private static final List<Provider> PROVIDERS = List.of(new GitHub());
    private static final String WHOLE = "--provider github --headers h --body b --secret s";

    @Test
    void theOrderOfOptionsDoesNotMatter() throws Misuse {
        var question = Question.of(List.of(WHOLE.split(" ", -1)), PROVIDERS);
        assertThat(question.headers()).isEqualTo(Path.of("h"));
        assertThat(question.body()).isEqualTo(Path.of("b"));
        assertThat(question.secret()).isEqualTo(Path.of("s"));
        assertThat(question.pod()).isEmpty();
        assertThat(Question.of(List.of("--secret s --body b --headers h --provider github".split(" ", -1)), PROVIDERS))
                .isEqualTo(question);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --provider github --headers h --body b                                   | Either --secret FILE or --secrets FOLDER is needed.
            --provider github --headers h --body b --secret s --secrets f            | Either --secret FILE or --secrets FOLDER is needed.
            --headers h --body b --secret s                                          | The option --provider is missing.
            --provider github --body b --secret s                                    | The option --headers is missing.
            --provider github --headers h --secret s                                 | The option --body is missing.
            --provider nobody --headers h --body b --secret s                        | There is no provider 'nobody', but github.
            --provider github --headers h --body b --secret s --more x               | There is no option '--more'.
            --provider github --headers h --body b --secret                          | The option --secret needs a value.
            --provider github --provider github --headers h --body b --secret s      | The option --provider is there twice.
            --provider github --headers h --body b --secret s --ref main             | The options --ref and --namespace need --repository.
            --provider github --headers h --body b --secret s --at yesterday         | 'yesterday' is no time; write it as in 2026-11-20T07:30:00Z.
            github                                                                   | There is no option 'github'.
            """)
    void whatIsMisusedIsTold(String arguments, String message) {
        assertThatThrownBy(() -> Question.of(List.of(arguments.split(" ", -1)), PROVIDERS))
                .isInstanceOf(Misuse.class)
                .hasMessage(message);
    }

    @Test
    void whoSaysNothingIsToldAllThatIsNeeded() {
        assertThatThrownBy(() -> Question.of(List.of(), PROVIDERS))
                .isInstanceOf(Misuse.class)
                .hasMessage("The options --provider, --headers, --body and either --secret or --secrets are needed.");
    }

    @Test
    void everyOptionIsInTheUsage() {
        assertThat(Question.OPTIONS).allMatch(Question.USAGE::contains);
    }
}
