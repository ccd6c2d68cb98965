package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who does not prove that he knows a secret gets one constant answer, and harms nobody. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class BadSignatureTest {
    @TestHTTPResource("/github")
    URI endpoint;

    @AfterEach
    void aGoodDeliveryPassesAfterwards() {
        report(gitHub().signed("ping", "{}"), 200);
    }

    @Test
    void unsigned() {
        assertThat(problem(gitHub().send(gitHub().request("push", bytes("{}"))), 401)
                        .path("detail")
                        .textValue())
                .contains("Give the webhook the secret");
    }

    @Test
    void wronglySigned() {
        problem(gitHub().signed("push", "{}", "another secret"), 401);
    }

    @Test
    void signedForAnotherBody() {
        var signature = GitHubSender.signature(bytes("{}"), Cluster.SECRET);
        problem(gitHub().send(gitHub().request("ping", bytes("{ }")).header("X-Hub-Signature-256", signature)), 401);
    }

    @Test
    void sha1Only() {
        problem(
                gitHub().send(gitHub().request("push", bytes("Hello, World!"))
                        .header("X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59")),
                401);
    }

    @Test
    void oneLetterInTheHeaderOfOldIsNoPanic() {
        problem(gitHub().send(gitHub().request("push", bytes("Hello, World!")).header("X-Hub-Signature", "x")), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "sha256",
                "sha256=",
                "sha256=7",
                "sha256=zz",
                "=",
                "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e170",
                "sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17",
                "sha256==757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1"
            })
    void malformedSignature(String signature) {
        problem(
                gitHub().send(gitHub().request("push", bytes("Hello, World!"))
                        .header("X-Hub-Signature-256", signature)),
                401);
    }

    @Test
    void twoSignatures() {
        var signature = GitHubSender.signature(bytes("{}"), Cluster.SECRET);
        problem(
                gitHub().send(gitHub().request("ping", bytes("{}"))
                        .header("X-Hub-Signature-256", signature)
                        .header("X-Hub-Signature-256", signature)),
                401);
    }

    @Test
    void allThatIsNotAuthenticIsAnsweredAlike() {
        var unsigned = gitHub().send(gitHub().request("push", bytes("{}"))).body();
        assertThat(gitHub().signed("push", "no json", "another secret").body()).isEqualTo(unsigned);
        assertThat(gitHub().signed("star", "{}", "another secret").body()).isEqualTo(unsigned);
    }

    @Test
    void onlyWhoSendsPasswordsIsAskedForOne() {
        var azure = gitHub().send(HttpRequest.newBuilder(endpoint.resolve("/azure-devops"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        problem(azure, 401);
        assertThat(azure.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
        var unsigned = gitHub().send(gitHub().request("push", bytes("{}")));
        assertThat(unsigned.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(azure.body()).isEqualTo(unsigned.body());
    }

    @Test
    void emptyBodyUnsigned() {
        problem(gitHub().send(gitHub().request("push", new byte[0])), 401);
    }

    private GitHubSender gitHub() {
        return new GitHubSender(endpoint);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
