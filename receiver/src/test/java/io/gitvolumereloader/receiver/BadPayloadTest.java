package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An authentic delivery that can't be read is refused by the name of the field, and harms nobody. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class BadPayloadTest {
    @TestHTTPResource("/github")
    URI endpoint;

    @AfterEach
    void aGoodDeliveryPassesAfterwards() {
        report(gitHub().signed("ping", "{}"), 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now!", "{", "[]", "null", "1", "{\"ref\":1,\"ref\":2}"})
    void noJsonObjectAlthoughSigned(String body) {
        assertThat(problem(gitHub().signed("push", body), 400).path("detail").textValue())
                .contains("the payload is");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void deepJson(int depth) {
        var payload = with("/compare", "[".repeat(depth) + "]".repeat(depth));
        assertThat(problem(gitHub().signed("push", payload), 400).path("detail").textValue())
                .contains("64 levels");
    }

    @Test
    void noEventAlthoughSigned() {
        var signature = GitHubSender.signature(bytes("{}"), Cluster.SECRET);
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", signature)
                .POST(BodyPublishers.ofString("{}"));
        assertThat(problem(gitHub().send(request), 400).path("detail").textValue())
                .contains("X-GitHub-Event");
    }

    @Test
    void aFormWithoutPayload() {
        var signature = GitHubSender.signature(bytes("pay=1"), Cluster.SECRET);
        var request = gitHub().request("push", bytes("pay=1"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Hub-Signature-256", signature);
        assertThat(problem(gitHub().send(request), 400).path("detail").textValue())
                .contains("field payload");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /ref, main
            /ref, refs/heads/a..b
            /ref, ''
            /before, 0d1a
            /after, 0D1A26E67D8F5EAF1F6BA5C57FC3C7D91AC0FD1C
            """)
    void badValues(String pointer, String value) {
        assertNamed(pointer, with(pointer, '"' + value + '"'));
    }

    @ParameterizedTest
    @MethodSource
    void wrongTypes(String pointer, String value) {
        assertNamed(pointer, with(pointer, value));
    }

    /** Each field that is read, with each type of JSON that does not belong there. */
    static Stream<Arguments> wrongTypes() {
        var texts = Stream.of(
                "/ref",
                "/before",
                "/after",
                "/repository/clone_url",
                "/repository/html_url",
                "/repository/ssh_url",
                "/repository/git_url",
                "/repository/svn_url",
                "/repository/default_branch");
        return Stream.of(
                        combine(texts, "1", "1e999", "true", "[]", "{}", "[\"refs/heads/main\"]"),
                        combine(Stream.of("/deleted"), "1", "\"true\"", "[]", "{}"),
                        combine(Stream.of("/repository"), "1", "true", "[]", "{}", "\"x\"", "[{}]"),
                        combine(Stream.of("/ref", "/repository"), "null"))
                .flatMap(arguments -> arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/before",
                "/after",
                "/deleted",
                "/repository/clone_url",
                "/repository/html_url",
                "/repository/ssh_url",
                "/repository/git_url",
                "/repository/svn_url",
                "/repository/default_branch"
            })
    void nullIsFineWhereAFieldMayBeMissing(String pointer) {
        report(gitHub().signed("push", with(pointer, "null")), 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ref", "/repository"})
    void aRequiredFieldIsMissing(String pointer) {
        var payload = payload();
        payload.remove(pointer.substring(1));
        assertNamed(pointer, payload.toString());
    }

    @Test
    void noUrlOfTheRepositoryCanBeUsed() {
        var payload = payload();
        payload.putObject("repository").put("clone_url", "not a URL").put("ssh_url", "file:///etc/passwd");
        assertNamed("/repository", payload.toString());
    }

    private void assertNamed(String pointer, String payload) {
        // Where the whole repository can't be read, it is the first of its URLs that is missed.
        var named = pointer.equals("/repository") ? "/repository/clone_url" : pointer;
        var detail =
                problem(gitHub().signed("push", payload), 400).path("detail").textValue();
        assertThat(detail).contains(named + " is not ");
    }

    private static Stream<Arguments> combine(Stream<String> pointers, String... values) {
        return pointers.flatMap(
                pointer -> List.of(values).stream().map(value -> argumentSet(pointer + " = " + value, pointer, value)));
    }

    private static String with(String pointer, String value) {
        var payload = payload();
        var slash = pointer.lastIndexOf('/');
        var parent = slash == 0 ? payload : (ObjectNode) payload.at(pointer.substring(0, slash));
        parent.putRawValue(pointer.substring(slash + 1), new RawValue(value));
        return payload.toString();
    }

    private static ObjectNode payload() {
        return (ObjectNode) Answers.json(GitHubSender.push("octo/bad-input", "refs/heads/main"));
    }

    private GitHubSender gitHub() {
        return new GitHubSender(endpoint);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
