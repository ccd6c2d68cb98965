package io.gitvolumereloader.receiver.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.provider.AllProviders;
import io.gitvolumereloader.receiver.provider.Fixture;
import io.gitvolumereloader.receiver.provider.SecretsOf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
    private static final String SECRET = "a-secret-that-nobody-may-see";
    private static final String BODY = """
            {"ref":"refs/heads/main","after":"%s","repository":{"clone_url":"https://github.com/octo/docs.git"}}\
            """.formatted("d".repeat(40));
    private static final List<Provider> PROVIDERS = AllProviders.standing(Instant.parse("2026-11-20T07:30:00Z"));
    private static final long MAX_BODY = 5_000;

    @TempDir
    Path folder;

    @BeforeEach
    void delivery() throws IOException {
        write("secret", SECRET + "\n");
        write("body", BODY);
        write("headers", headers("application/json", signature(SECRET, BODY)));
    }

    @Test
    void aDeliveryThatIsAcceptedIsTakenApart() throws Exception {
        var answer = explain();
        assertThat(answer.accepted()).isTrue();
        assertThat(answer.text().lines())
                .containsExactly(
                        "ok  request    POST to /github, of a media type that it takes, %d bytes of at most 5000"
                                .formatted(BODY.length()),
                        "ok  headers    nothing can be said against them before the body is read",
                        "ok  secret     secret fits",
                        "ok  push       refs/heads/main, from none to " + "d".repeat(40),
                        "ok  repository github.com/octo/docs",
                        "",
                        "The receiver would accept this delivery with 202 where a pod follows this, and with 200 where"
                                + " none does.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            git@github.com:octo/docs    | main            | would be marked
            https://github.com/o/d      | main            | it follows github.com/o/d, and the delivery is about github.com/octo/docs
            https://mirror.example/octo/docs | -          | receiver.aliases=mirror.example=github.com
            git@github.com:octo/docs    | dev             | which can mean refs/heads/dev or refs/tags/dev, and none of that was pushed
            git@github.com:octo/docs    | refs/tags/main  | which can mean refs/tags/main, and none of that was pushed
            git@github.com:octo/docs    | -               | would be marked
            https://ssh.example:2222/octo/docs | main     | would be marked
            not a url                   | main            | is not the URL of a repository
            """)
    void aPodIsCompared(String repository, @Nullable String ref, String finding) throws Exception {
        var arguments = new ArrayList<>(List.of("--repository", repository));
        if (ref != null) {
            arguments.addAll(List.of("--ref", ref));
        }
        var answer = explain(arguments.toArray(String[]::new));
        assertThat(answer.text()).contains(finding).contains("The receiver would accept this delivery with 20");
        assertThat(answer.accepted()).isEqualTo(finding.equals("would be marked"));
    }

    @Test
    void theScopeOfTheSecretCounts() throws Exception {
        Files.createDirectory(folder.resolve("secrets"));
        write("secrets/team", SECRET);
        write("secrets/secrets.yaml", """
                secrets:
                  team: {provider: github, namespaces: [team], repositories: [github.com/octo/*]}
                """);
        assertThat(ask(
                                "github",
                                "--secrets",
                                "secrets",
                                "--repository",
                                "https://github.com/octo/docs",
                                "--namespace",
                                "team")
                        .accepted())
                .isTrue();
        var answer = ask("github", "--secrets", "secrets", "--repository", "https://github.com/octo/docs");
        assertThat(answer.text()).contains("the secret team may not speak for pods in the namespace default");
        assertThat(answer.accepted()).isFalse();
    }

    @Test
    void whatTheSecretMayNotSpeakForIsTold() throws Exception {
        Files.createDirectory(folder.resolve("secrets"));
        write("secrets/team", SECRET);
        write("secrets/secrets.yaml", """
                secrets:
                  team: {provider: github, namespaces: "*", repositories: [github.com/other/*]}
                """);
        assertThat(ask("github", "--secrets", "secrets").text())
                .contains("out of scope: the secret team may not speak for github.com/octo/docs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %s\\n      | %s          | with a line end after it
            %s\\r\\n   | %s          | with CR and LF after it
            %s' '      | %s          | with a blank after it
            %s         | ' %s'       | without what is blank around it
            %s         | %s\\n\\n    | without what is blank around it
            %s         | \\"%s\\"    | without the quotes around it
            """)
    void aSecretWithSomethingAroundItIsRecognised(String ofWebhook, String ofReceiver, String guess) throws Exception {
        var signing = ofWebhook.translateEscapes().replace("'", "").formatted(SECRET);
        write("headers", headers("application/json", signature(signing, BODY)));
        write("secret", ofReceiver.translateEscapes().formatted(SECRET));
        assertGuess("the secret secret would fit " + guess);
    }

    @Test
    void aSecretInBase64IsRecognised() throws Exception {
        var encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
        write("headers", headers("application/json", signature(encoded, BODY)));
        assertGuess("encoded in Base64");
        write("headers", headers("application/json", signature(SECRET, BODY)));
        write("secret", encoded);
        assertGuess("decoded from Base64");
    }

    @Test
    void aBodyThatHasChangedOnItsWayToTheFileIsRecognised() throws Exception {
        write("body", BODY + "\n");
        assertGuess("the body would fit without the line end at its end");
        write("body", BODY.replace(",", ",\n  "));
        assertGuess("the body would fit without blanks between its fields");
        var form = "payload=" + URLEncoder.encode(BODY, UTF_8);
        write("headers", headers("application/x-www-form-urlencoded", signature(SECRET, form)));
        assertGuess("the body would fit as a form");
    }

    @Test
    void aBodyWithoutItsLinesIsRecognised() throws Exception {
        var indented = "{\n  \"ref\": \"refs/heads/main\",\n  \"commits\": [\n    {}\n  ],\n  \"tags\": []\n}";
        write("headers", headers("application/json", signature(SECRET, indented)));
        write("body", "{\"ref\":\"refs/heads/main\",\"commits\":[{}],\"tags\":[]}");
        assertGuess("with each field on a line of its own");
        write("body", indented.replace("\n", "\r\n"));
        assertGuess("with LF instead of CR and LF");
    }

    @Test
    void sha1IsNotEnough() throws Exception {
        write(
                "headers",
                headers("application/json", "x").replace("X-Hub-Signature-256: x", "X-Hub-Signature: sha1=01dc"));
        assertGuess("X-Hub-Signature is by SHA-1, which counts nowhere");
        assertThat(explain().text()).contains("no  headers    no X-Hub-Signature-256 header");
    }

    @Test
    void anotherProvidersDeliveryIsRecognised() throws Exception {
        write("headers", "Content-Type: application/json\nX-Gitlab-Event: Push Hook\nX-Gitlab-Token: " + SECRET);
        assertGuess("the delivery would be authentic at /gitlab");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            gitlab, whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=, webhook-timestamp is more than 300 seconds off
            gitee,  gitee-Y8mKq2Vw5RtZ0pLs,                             X-Gitee-Timestamp is more than 3600 seconds off
            """)
    void aSavedDeliveryIsLate(String provider, String secret, String fault) throws Exception {
        var fixture = Path.of("src", "test", "resources", "providers", provider, "push-signed");
        for (var file : List.of("headers", "body")) {
            Files.copy(fixture.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        write("secret", secret);
        assertThat(ask(provider, "--secret", "secret").text())
                .contains(fault)
                .contains(
                        "    perhaps    only the time does not fit: ask with --at 2025-11-20T07:30:00Z, when it was sent");
        assertThat(ask(provider, "--secret", "secret", "--at", "2025-11-20T07:31:00Z")
                        .accepted())
                .isTrue();
    }

    @Test
    void whoseUrlFitsAndSignatureDoesNotIsNotSentWhereUrlsAreEnough() throws Exception {
        var fixture = Fixture.of("sourcehut", "badly-signed");
        var saved = Path.of("src", "test", "resources", "providers", "sourcehut", "badly-signed");
        Files.createDirectory(folder.resolve("secrets"));
        SecretsOf.write(fixture, folder.resolve("secrets"));
        write("headers", "POST " + fixture.path() + "\n" + Files.readString(saved.resolve("headers")));
        Files.copy(saved.resolve("body"), folder.resolve("body"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(ask("sourcehut", "--secrets", "secrets").text())
                .contains("POST to /sourcehut/...", "the signature in X-Payload-Signature")
                .doesNotContain("would be authentic at");
    }

    @Test
    void aTokenBesideASigningTokenIsRecognised() throws Exception {
        Files.createDirectory(folder.resolve("secrets"));
        write("secrets/gitlab", SECRET);
        write("secrets/gitlab.new", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        write("headers", "Content-Type: application/json\nX-Gitlab-Event: Push Hook\nX-Gitlab-Token: " + SECRET);
        assertThat(ask("gitlab", "--secrets", "secrets").text())
                .contains("perhaps    the secret gitlab would fit if it were the only one");
    }

    @Test
    void anotherSecretIsAnotherSecret() throws Exception {
        write("secret", "some-other-secret-altogether");
        assertThat(explain().text())
                .contains("no  secret     secret does not fit")
                .doesNotContain("perhaps")
                .endsWith("The receiver would refuse this delivery with 401, whatever it says.\n");
    }

    @Test
    void aSecretThatTheReceiverWouldNotTakeIsTold() throws Exception {
        write("secret", "short");
        var answer = explain();
        assertThat(answer.text()).contains("no  secrets    The secret file secret holds");
        assertThat(answer.accepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /github HTTP/1.1          | 405, webhooks are delivered by POST, and this was GET
            POST /gitlab HTTP/1.1         | 404, it went to /gitlab and not to /github
            POST /hooks/gerrit/a-secret-in-the-url | 404, it went to /hooks/gerrit/... and not to /github
            Request URL: https://h.example/hooks/githubber | 404, it went to /hooks/githubber
            Content-Encoding: gzip        | 415, the body has a Content-Encoding
            """)
    void whatIsTurnedAwayBeforeItsBodyIsReadIsTold(String line, String finding) throws Exception {
        write("headers", line + "\n" + headers("application/json", signature(SECRET, BODY)));
        var answer = explain();
        assertThat(answer.text())
                .contains("no  request    " + finding)
                .contains("refuse this delivery without reading");
        assertThat(answer.accepted()).isFalse();
    }

    @Test
    void typeAndSizeAreChecked() throws Exception {
        write("headers", headers("text/plain", signature(SECRET, BODY)));
        assertThat(explain().text()).contains("415, the Content-Type is missing or none of");
        var large = " ".repeat((int) MAX_BODY) + BODY;
        write("headers", headers("application/json", signature(SECRET, large)));
        write("body", large);
        assertThat(explain().text()).contains("413, the body has " + large.length() + " bytes, and receiver.max-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "Request URL: https://h.example/some/where/github\nRequest method: POST\n%s",
                "Request URL: https://h.example/github?token=of-the-ingress\n%s",
                "POST /github?token=of-the-ingress HTTP/1.1\n%s",
                "POST /github HTTP/1.1\nHost: h.example\n%s\n",
                "HTTP/1.1 200 OK\n%s",
            })
    void headersMayBeSavedInSeveralWays(String form) throws Exception {
        write("headers", form.formatted(headers("application/json", signature(SECRET, BODY))));
        var answer = explain();
        assertThat(answer.accepted()).isTrue();
        assertThat(answer.text()).doesNotContain("token");
    }

    @Test
    void headersMayBeThoseOfCurlOrJson() throws Exception {
        var lines = headers("application/json", signature(SECRET, BODY)).lines().toList();
        write(
                "headers",
                "* Connected\n> POST /github HTTP/1.1\n> " + String.join("\n> ", lines) + "\n>\n< HTTP/1.1 401\n");
        assertThat(explain().accepted()).isTrue();
        var json = lines.stream()
                .map(line -> '"' + line.replace(": ", "\": \"") + '"')
                .toList();
        write("headers", "{" + String.join(",\n", json) + "}");
        assertThat(explain().accepted()).isTrue();
    }

    @Test
    void aDoubledSignatureHasNotTheFormOfOne() throws Exception {
        var doubled = headers("application/json", signature(SECRET, BODY));
        write("headers", doubled + "X-Hub-Signature-256: " + signature(SECRET, BODY) + "\n");
        assertThat(explain().text()).contains("no  headers    X-Hub-Signature-256 is not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no header at all", "{\"x\": {}}", "{\"x\":", "{}"})
    void whatHoldsNoHeadersIsNotGuessed(String text) throws Exception {
        write("headers", text);
        assertThatThrownBy(this::explain)
                .isInstanceOf(Misuse.class)
                .hasMessageContaining(folder.resolve("headers") + "");
    }

    @Test
    void neitherSecretsNorHeadersNorBodyArePrinted() throws Exception {
        write("body", BODY + "\n");
        var text = explain().text()
                + explain("--repository", "https://user:password@github.com/o/r")
                        .text();
        assertThat(text)
                .contains("perhaps")
                .doesNotContain(SECRET, "password", "clone_url", signature(SECRET, BODY), "by-hand");
    }

    private void assertGuess(String guess) throws Exception {
        var answer = explain();
        assertThat(answer.text())
                .containsPattern("(?m)^    perhaps    .*" + guess)
                .endsWith("with 401, whatever it says.\n");
        assertThat(answer.accepted()).isFalse();
    }

    private record Answer(boolean accepted, String text) {}

    private Answer explain(String... more) throws Misuse {
        return ask("github", "--secret", "secret", more);
    }

    private Answer ask(String provider, String option, String secrets, String... more) throws Misuse {
        var arguments = new ArrayList<>(List.of("--provider", provider));
        arguments.addAll(List.of("--headers", folder.resolve("headers").toString()));
        arguments.addAll(List.of("--body", folder.resolve("body").toString()));
        arguments.addAll(List.of(option, folder.resolve(secrets).toString()));
        arguments.addAll(List.of(more));
        var out = new ByteArrayOutputStream();
        var aliases = Aliases.parse(List.of("ssh.example:2222=github.com"));
        var accepted = new Explain(PROVIDERS, aliases, MAX_BODY, new PrintStream(out, true, UTF_8))
                .answer(Question.of(arguments, PROVIDERS));
        return new Answer(accepted, out.toString(UTF_8));
    }

    private static String headers(String contentType, String signature) {
        return """
                Content-Type: %s
                User-Agent: GitHub-Hookshot/044aadd
                X-GitHub-Delivery: by-hand
                X-GitHub-Event: push
                X-Hub-Signature-256: %s
                """.formatted(contentType, signature);
    }

    private static String signature(String secret, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
