package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Push;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ref of a list that can't be read takes nothing from the others, and is not lost itself. */
class UnreadableRefsTest {
    private static final String REPOSITORY =
            "{\"links\":{\"self\":[{\"href\":\"https://git.example.com/projects/P/repos/r\"}]}}";
    private static final String GOOD =
            "{\"ref\":{\"id\":\"refs/heads/main\"},\"toHash\":\"%s\"}".formatted("a".repeat(40));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"refs/heads/other\"",
                "[]",
                "{}",
                "{\"ref\":null}",
                "{\"ref\":{\"id\":7}}",
                "{\"ref\":{\"id\":\"other\"}}",
                "{\"ref\":{\"id\":\"refs/heads/a..b\"}}",
                "{\"ref\":{\"id\":\"refs/heads/other\"},\"toHash\":\"HEAD\"}",
                "{\"ref\":{\"id\":\"refs/heads/other\"},\"fromHash\":[]}",
            })
    void itIsAnyRefAndTheOthersAreRead(String unreadable) {
        assertThat(refs(GOOD + "," + unreadable)).containsExactly("refs/heads/main", "refs/*");
        assertThat(refs(unreadable + "," + GOOD + "," + unreadable)).containsExactly("refs/*", "refs/heads/main");
        assertThat(refs(unreadable)).containsExactly("refs/*");
    }

    @Test
    void theOthersKeepTheirCommits() {
        assertThat(read(REPOSITORY, "[7," + GOOD + "]"))
                .isInstanceOfSatisfying(
                        Event.Pushed.class,
                        pushed -> assertThat(pushed.pushes())
                                .map(Push::after)
                                .map(after -> after == null ? "" : after.hex())
                                .containsExactly("", "a".repeat(40)));
    }

    @Test
    void whatIsNeitherBranchNorTagIsReadableAndNobodysBusiness() {
        assertThat(refs("{\"ref\":{\"id\":\"refs/notes/commits\"}}," + GOOD)).containsExactly("refs/heads/main");
    }

    @Test
    void whereNobodyKnowsWhichRepositoryNobodyCanBeTold() {
        assertThat(read("{\"links\":7}", "[7]"))
                .isInstanceOfSatisfying(
                        Event.Ignored.class,
                        ignored -> assertThat(ignored.reason()).contains("neither refs nor a repository"));
        assertThat(read("{\"links\":7}", "[" + GOOD + ",7]")).isInstanceOf(Event.Malformed.class);
    }

    @Test
    void whereThePlaceOfTheListHoldsSomethingElseThePayloadIsAnother() {
        assertThat(read(REPOSITORY, GOOD)).isEqualTo(new Event.Malformed("/changes is not a list"));
    }

    private static List<String> refs(String changes) {
        var event = read(REPOSITORY, "[" + changes + "]");
        assertThat(event).isInstanceOf(Event.Pushed.class);
        return ((Event.Pushed) event)
                .pushes().stream().map(push -> push.ref().value()).toList();
    }

    private static Event read(String repository, String changes) {
        var body = "{\"repository\":%s,\"changes\":%s}".formatted(repository, changes);
        var delivery = new Delivery(Map.of("x-event-key", "repo:refs_changed"), body.getBytes(UTF_8));
        return new BitbucketServer(Optional.empty()).read(delivery, AllProviders.ANYBODY);
    }
}
