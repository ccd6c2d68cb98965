package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.provider.Fixture;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every provider has an endpoint of its own, at which its deliveries do what they do at GitHub's. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class EndpointsTest {
    private static final Set<String> PROVIDERS =
            Fixture.all().map(Fixture::provider).collect(Collectors.toUnmodifiableSet());

    @TestHTTPResource("/")
    URI root;

    @Inject
    @All
    List<Provider> providers;

    Cluster cluster;

    @BeforeEach
    void everyProviderHasTheSecretsOfItsFixtures() {
        new FixtureSender(root).trustedBy(cluster);
        await().untilAsserted(() -> report(sender().send(Fixture.of("azure-devops", "test")), 200));
    }

    @Test
    void thereIsABeanForEachFolderOfFixtures() {
        assertThat(providers)
                .extracting(Provider::name)
                .filteredOn(name -> !name.equals("faulty"))
                .containsExactlyInAnyOrderElementsOf(PROVIDERS);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            github,           push,      https://github.com/example-org/handbook,                      main
            github,           push-form, https://github.com/example-org/handbook,                      main
            gitlab,           push,      git@gitlab.example.com:team/docs/handbook.git,                HEAD
            gitlab,           multi-ref, https://gitlab.example.com/team/docs/handbook,                refs/tags/main
            bitbucket,        multi-ref, git@bitbucket.org:example-team/handbook.git,                  refs/tags/v1
            bitbucket-server, multi-ref, ssh://git@bitbucket.example.com:7999/docs/handbook.git,       v1
            bitbucket-server, mirror-too-many-refs, https://bitbucket.example.com/scm/docs/handbook,   whatever
            gitea,            push-form, https://gitea.example.com/docs/handbook,                      main
            gitea,            delete,    https://gitea.example.com/docs/handbook,                      feature/login
            gogs,             tag,       ssh://git@gogs.example.com:2222/docs/handbook.git,            v1.2
            gitee,            push,      git@gitee.com:example-org/handbook.git,                       master
            gitee,            delete-tag, https://gitee.com/example-org/handbook,                      v1.2
            azure-devops,     push,      git@ssh.dev.azure.com:v3/example-org/Team%20Docs/handbook,    main
            azure-devops,     minimal,   https://dev.azure.com/example-org/Team%20Docs/_git/handbook,  whatever
            generic,          push,      git@git.example.com:docs/handbook.git,                        main
            """)
    void aPushReachesWhoFollows(String provider, String scenario, String repository, String ref) {
        var pod = "follows-" + provider + "-" + scenario;
        cluster.pod(pod, repository, ref);
        var fixture = Fixture.of(provider, scenario);
        var report = report(sender().send(fixture), 202);
        assertThat(report.path("delivery").textValue())
                .isEqualTo(fixture.expected().path("delivery").textValue());
        assertThat(cluster.push(pod)).contains("\"delivery\":\"" + provider + "/");
    }

    @Test
    void aMultiRefReportCountsTheRefs() {
        cluster.pod("follows-bitbucket-multi-ref", "https://bitbucket.org/example-team/handbook", "refs/tags/v1");
        var report = report(sender().send(Fixture.of("bitbucket", "multi-ref")), 202);
        assertThat(report.path("refs").intValue()).isEqualTo(3);
        assertThat(report.has("ref")).isFalse();
        assertThat(report.path("details").path(0)).hasToString("{\"ref\":\"refs/tags/v1\",\"matched\":1}");
    }

    @Test
    void freshlySignedMessagesAreAccepted() {
        report(sender().sendStandardWebhook("{\"type\":\"example.test\"}"), 200);
    }

    @Test
    void whatMerelyIsNoneOfOurBusinessIsNeverRefused() {
        var ignored = Fixture.all()
                .filter(fixture -> fixture.hasPlainSecrets()
                        && fixture.expected().path("event").asText().equals("ignored"))
                .filter(fixture -> !fixture.expected().has("at"))
                .toList();
        assertThat(ignored).hasSizeGreaterThan(10).allSatisfy(fixture -> {
            var report = report(sender().send(fixture), 200);
            assertThat(report.path("status").textValue()).isEqualTo("ignored");
            assertThat(report.path("delivery")).isEqualTo(fixture.expected().path("delivery"));
        });
    }

    @Test
    void whoIsNotAuthenticGetsOneAnswerFromAllProviders() {
        var answers = Fixture.all()
                .filter(fixture -> fixture.expected().path("verdict").asText().equals("rejected"))
                .filter(fixture -> !fixture.expected().has("at"))
                .map(fixture -> problem(sender().send(fixture), 401).toString())
                .distinct()
                .toList();
        assertThat(answers).hasSize(1);
    }

    @Test
    void theUnsignedTestOfAConnectionIsAnsweredByAConstant() {
        var answer = sender().send(Fixture.of("bitbucket-server", "ping"));
        assertThat(report(answer, 200))
                .hasToString("{\"delivery\":\"bitbucket-server/unknown\",\"status\":\"pong\",\"reasons\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure-devops"})
    void whoSendsPasswordsIsAskedForOne(String provider) {
        var answer = sender().send(Fixture.of(provider, "unsigned"));
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
    }

    @Test
    void oneProvidersSecretIsNoneOfAnothers() {
        var body = "{}".getBytes(UTF_8);
        var request = new GitHubSender(root.resolve("generic"))
                .request("push", body)
                .header("X-Signature", GitHubSender.signature(body, Cluster.SECOND_SECRET));
        problem(sender().send(request), 401);
    }

    private FixtureSender sender() {
        return new FixtureSender(root);
    }
}
