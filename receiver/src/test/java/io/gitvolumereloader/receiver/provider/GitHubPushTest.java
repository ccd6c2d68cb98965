package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubPushTest {
    private static final String BEFORE = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
    private static final String AFTER = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c";
    private static final String ZERO = "0".repeat(40);

    /** The fields as GitHub names them; in a push {@code url} and the dates are not what they are elsewhere. */
    private static final String PAYLOAD = """
            {"ref": "refs/heads/main", "before": "%s", "after": "%s", "created": false, "deleted": %s, "forced": false,
             "base_ref": null, "compare": "https://github.com/Octo/Docs/compare/6113728f27ae...0d1a26e67d8f",
             "commits": [{"id": "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c", "added": [], "removed": [], "modified": ["a.md"]}],
             "repository": {"id": 186853002, "name": "Docs", "full_name": "Octo/Docs", "private": false,
               "html_url": "https://github.com/Octo/Docs", "url": "https://github.com/Octo/Docs",
               "created_at": 1557933565, "pushed_at": 1557933657, "git_url": "git://github.com/Octo/Docs.git",
               "ssh_url": "git@github.com:Octo/Docs.git", "clone_url": "https://github.com/Octo/Docs.git",
               "svn_url": "https://github.com/Octo/Docs", "default_branch": "main", "master_branch": "main"}}
            """;

    @Test
    void anOrdinaryPush() {
        var push = pushed(json(PAYLOAD.formatted(BEFORE, AFTER, false)));
        assertThat(push.ref()).hasToString("refs/heads/main");
        assertThat(push.before()).hasToString(BEFORE);
        assertThat(push.after()).hasToString(AFTER);
        assertThat(push.defaultBranch()).isEqualTo("main");
        assertThat(push.delivery()).hasToString("github/72d3162e");
    }

    @Test
    void allSpellingsOfTheRepositoryAreOne() {
        assertThat(pushed(json(PAYLOAD.formatted(BEFORE, AFTER, false))).repositories())
                .containsExactly(new RepositoryKey("github.com", "octo/docs"));
    }

    @Test
    void aFormHoldsTheSame() {
        var payload = PAYLOAD.formatted(BEFORE, AFTER, false);
        var form = "payload=" + URLEncoder.encode(payload, UTF_8);
        assertThat(new GitHub()
                        .read(
                                delivery("push", "application/x-www-form-urlencoded; charset=utf-8", form),
                                AllProviders.ANYBODY))
                .isEqualTo(new Event.Pushed(List.of(pushed(json(payload)))));
    }

    @Test
    void aNewBranchHasNoBefore() {
        assertThat(pushed(json(PAYLOAD.formatted(ZERO, AFTER, false))).before()).isNull();
    }

    @Test
    void aDeletedBranchIsAnnouncedWithoutAfter() {
        var push = pushed(json(PAYLOAD.formatted(BEFORE, ZERO, true)));
        assertThat(push.before()).hasToString(BEFORE);
        assertThat(push.after()).isNull();
    }

    @Test
    void deletedCountsEvenWhereAfterIsNamed() {
        assertThat(pushed(json(PAYLOAD.formatted(BEFORE, AFTER, true))).after()).isNull();
    }

    @Test
    void whatIsOptionalMayBeMissing() {
        var push = pushed(json("{\"ref\":\"refs/tags/v1\",\"repository\":{\"ssh_url\":\"git@host:o/r\"}}"));
        assertThat(push.before()).isNull();
        assertThat(push.after()).isNull();
        assertThat(push.defaultBranch()).isNull();
    }

    @Test
    void refsThatAreNeitherBranchNorTagAreIgnored() {
        assertThat(new GitHub()
                        .read(
                                json(PAYLOAD.formatted(BEFORE, AFTER, false)
                                        .replace("refs/heads/main", "refs/notes/x")),
                                AllProviders.ANYBODY))
                .isInstanceOf(Event.Ignored.class);
    }

    @Test
    void aPingIsAnsweredWhateverItSays() {
        assertThat(new GitHub().read(delivery("ping", "application/json", "zen"), AllProviders.ANYBODY))
                .isEqualTo(new Event.Pinged());
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "delete", "star", "PUSH", ""})
    void otherEventsAreIgnored(String event) {
        assertThat(new GitHub().read(delivery(event, "application/json", "{}"), AllProviders.ANYBODY))
                .isInstanceOf(Event.Ignored.class);
    }

    @Test
    void withoutEventItIsMalformed() {
        var delivery = new Delivery(Map.of("content-type", "application/json"), "{}".getBytes(UTF_8));
        assertThat(new GitHub().read(delivery, AllProviders.ANYBODY))
                .isEqualTo(new Event.Malformed("the X-GitHub-Event header is missing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{",
                "{}}",
                "{\"ref\":1,\"ref\":1}",
                "{\"ref\":\"\u0001\"}",
                "{'ref':1}",
                "\u0000",
                "{\"ref\":\"refs/heads/main\"} x",
                "NaN",
                "payload={}"
            })
    void whatIsNoJsonObjectIsMalformedAndNotQuoted(String body) {
        assertThat(new GitHub().read(json(body), AllProviders.ANYBODY))
                .isInstanceOfSatisfying(
                        Event.Malformed.class,
                        malformed -> assertThat(malformed.reason()).startsWith("the payload is"));
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        var delivery = new Delivery(
                Map.of("x-github-event", "push", "content-type", "application/json"),
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        assertThat(new GitHub().read(delivery, AllProviders.ANYBODY)).isInstanceOf(Event.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_000, 100_000})
    void deepJsonIsMalformed(int depth) {
        assertThat(new GitHub().read(json(nested(depth)), AllProviders.ANYBODY))
                .isInstanceOfSatisfying(
                        Event.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains("64 levels"));
    }

    @Test
    void sixtyFourLevelsAreFine() {
        assertThat(new GitHub().read(json(nested(64)), AllProviders.ANYBODY)).isInstanceOf(Event.Pushed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "payload", "payload=", "other=1", "payload=%zz", "payload={}&payload={}", "payload=%7B"})
    void aFormWithoutPayloadIsMalformed(String form) {
        assertThat(new GitHub().read(delivery("push", "application/x-www-form-urlencoded", form), AllProviders.ANYBODY))
                .isInstanceOf(Event.Malformed.class);
    }

    private static Push pushed(Delivery delivery) {
        return new GitHub().read(delivery, AllProviders.ANYBODY) instanceof Event.Pushed(var pushes)
                ? pushes.getFirst()
                : fail();
    }

    /** A good payload with a field that makes it {@code depth} levels deep. */
    private static String nested(int depth) {
        var deep = "[".repeat(depth - 1) + "]".repeat(depth - 1);
        return PAYLOAD.formatted(BEFORE, AFTER, false).replace("\"base_ref\": null", "\"base_ref\": " + deep);
    }

    private static Push fail() {
        throw new AssertionError("not read as a push");
    }

    private static Delivery json(String body) {
        return delivery("push", "application/json", body);
    }

    private static Delivery delivery(String event, String type, String body) {
        return new Delivery(
                Map.of("x-github-event", event, "x-github-delivery", "72d3162e", "content-type", type),
                body.getBytes(UTF_8));
    }
}
