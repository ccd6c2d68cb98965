package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RefName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names that are in order, and longer than what an annotation or a URL may hold: never a complaint. */
class LongNamesTest {
    private static final String LONG = "x".repeat(600);

    @Test
    void aLongRefIsAnyRef() {
        assertThat(pushed(gitHub("refs/heads/" + LONG, "https://github.com/o/r")))
                .singleElement()
                .satisfies(push -> assertThat(push.ref()).isEqualTo(RefName.ANY))
                .satisfies(push -> assertThat(push.after()).isNull());
    }

    @Test
    void theOthersOfTheDeliveryKeepTheirNames() {
        var body = """
                {"repository":{"links":{"self":[{"href":"https://git.example.com/projects/P/repos/r"}]}},
                 "changes":[{"ref":{"id":"refs/heads/%s"}},{"ref":{"id":"refs/heads/main"}}]}
                """.formatted(LONG);
        var event = new BitbucketServer(Optional.empty())
                .read(delivery("x-event-key", "repo:refs_changed", body), AllProviders.ANYBODY);
        assertThat(pushed(event)).extracting(push -> push.ref().value()).containsExactly("refs/*", "refs/heads/main");
    }

    @Test
    void aDeletedBranchWithALongNameToo() {
        var body = "{\"ref\":\"%s\",\"ref_type\":\"branch\",\"repository\":{\"clone_url\":\"https://h/o/r\"}}"
                .formatted(LONG);
        assertThat(pushed(new Gitea().read(delivery("x-gitea-event", "delete", body), AllProviders.ANYBODY)))
                .extracting(Push::ref)
                .containsExactly(RefName.ANY);
    }

    @Test
    void aRepositoryOfWhichAllUrlsAreLongConcernsNobody() {
        assertThat(gitHub("refs/heads/main", "https://github.com/o/" + LONG))
                .isInstanceOfSatisfying(
                        Event.Ignored.class,
                        ignored -> assertThat(ignored.reason()).contains("URLs are too long"));
        assertThat(gitHub("refs/heads/" + LONG, "https://github.com/o/" + LONG)).isInstanceOf(Event.Ignored.class);
    }

    @Test
    void aWrongUrlIsStillAComplaint() {
        assertThat(gitHub("refs/heads/main", "no URL")).isInstanceOf(Event.Malformed.class);
    }

    private static Event gitHub(String ref, String url) {
        var body = "{\"ref\":\"%s\",\"after\":\"%s\",\"repository\":{\"clone_url\":\"%s\"}}"
                .formatted(ref, "a".repeat(40), url);
        return new GitHub().read(delivery("x-github-event", "push", body), AllProviders.ANYBODY);
    }

    private static List<Push> pushed(Event event) {
        assertThat(event).isInstanceOf(Event.Pushed.class);
        return ((Event.Pushed) event).pushes();
    }

    private static Delivery delivery(String header, String event, String body) {
        return new Delivery(Map.of(header, event), body.getBytes(UTF_8));
    }
}
