package io.gitvolumereloader.receiver.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.provider.CodeCommit;
import io.gitvolumereloader.receiver.provider.Fixture;
import io.gitvolumereloader.receiver.provider.GitHub;
import io.gitvolumereloader.receiver.provider.Sns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To explain a delivery of SNS takes a certificate, which is not fetched by itself. */
class ExplainCodeCommitTest {
    private static final String AT = "2025-11-20T07:31:00Z";
    private static final List<Provider> PROVIDERS =
            List.of(new GitHub(), new CodeCommit(InstantSource.system(), ExplainCodeCommitTest::nobodyIsAsked));

    @TempDir
    Path folder;

    @Test
    void withTheCertificateItIsThatOfTheServer() throws Exception {
        assertThat(explain("push", "--at", AT, "--certificate", Fixture.CERTIFICATE.toString()))
                .contains(
                        "ok  secret     topic fits",
                        "ok  push       refs/heads/main, from none to 0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",
                        "with 202 where a pod follows this");
    }

    @Test
    void withoutOneNobodyIsAsked() throws Exception {
        assertThat(explain("push", "--at", AT))
                .contains("no  proof", "'explain' asks nobody", "--certificate", "with 503, until somebody can tell");
    }

    @Test
    void whatIsNoCertificateIsTold() throws Exception {
        var file = Files.writeString(folder.resolve("page"), "<html/>").toString();
        assertThat(explain("push", "--at", AT, "--certificate", file)).contains("no certificate");
        assertThatThrownBy(() -> explain("push", "--certificate", file + "-absent"))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining("Can't read the file");
    }

    @Test
    void aDeliveryThatIsSavedIsMostlyLate() throws Exception {
        assertThat(explain("push", "--certificate", Fixture.CERTIFICATE.toString()))
                .contains("more than an hour off", "ask with --at 2025-11-20T07:30:00Z, when it was sent");
    }

    @Test
    void nothingIsConfirmed() throws Exception {
        assertThat(explain("subscribe", "--at", AT, "--certificate", Fixture.CERTIFICATE.toString()))
                .contains(
                        "ok  event      asks to confirm a subscription; the receiver would ask"
                                + " sns.eu-central-1.amazonaws.com",
                        "with 200 once that is done, and with 503 until then")
                .doesNotContain("Token");
    }

    @Test
    void everyRepositoryIsNamed() throws Exception {
        assertThat(explain("several-repositories", "--at", AT, "--certificate", Fixture.CERTIFICATE.toString()))
                .contains("/v1/repos/handbook, git-codecommit.eu-central-1.amazonaws.com/v1/repos/Manual");
    }

    private String explain(String scenario, String... more) throws IOException, Misuse {
        var fixture = Fixture.CERTIFICATE.resolveSibling(scenario);
        var secret = Files.writeString(folder.resolve("topic"), Sns.TOPIC + "\n");
        var arguments = new ArrayList<>(List.of("--provider", "codecommit", "--secret", secret.toString()));
        arguments.addAll(List.of("--headers", fixture.resolve("headers").toString()));
        arguments.addAll(List.of("--body", fixture.resolve("body").toString()));
        arguments.addAll(List.of(more));
        var out = new ByteArrayOutputStream();
        new Explain(PROVIDERS, Aliases.NONE, 5_000_000, new PrintStream(out, true, UTF_8))
                .answer(Question.of(arguments, PROVIDERS));
        return out.toString(UTF_8);
    }

    private static Web.Answer nobodyIsAsked(URI url) {
        throw new AssertionError("'explain' asks nobody");
    }
}
