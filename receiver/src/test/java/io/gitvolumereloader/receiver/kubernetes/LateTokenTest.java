package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever logs in without a token reads his kubeconfig every ten seconds, and not before each request. */
class LateTokenTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final String KUBECONFIG = "kubeconfig";

    /** Fabric8 takes them for more important than any file, and tests with Quarkus set them. */
    private static final List<String> OF_OTHERS =
            List.of("kubernetes.auth.token", "kubernetes.auth.tryKubeConfig", "kubernetes.master", KUBECONFIG);

    private final Map<String, String> ofOthers = new HashMap<>();

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private Path file;
    private Config config;

    @BeforeEach
    void withoutAToken() throws IOException {
        for (var property : OF_OTHERS) {
            Optional.ofNullable(System.clearProperty(property)).ifPresent(value -> ofOthers.put(property, value));
        }
        file = folder.resolve("kubeconfig");
        write("{}");
        System.setProperty(KUBECONFIG, file.toString());
        config = Config.autoConfigure(null);
    }

    @AfterEach
    void giveBack() {
        System.clearProperty(KUBECONFIG);
        ofOthers.forEach(System::setProperty);
    }

    @Test
    void aTokenThatComesLaterIsFoundWithinTenSeconds() throws IOException {
        var token = lateToken();
        write("{token: came-late}");
        pass(Duration.ofSeconds(9));
        assertThat(token.getToken()).isNull();
        pass(Duration.ofSeconds(2));
        assertThat(token.getToken()).isEqualTo("came-late");
        write("{token: came-later}");
        assertThat(token.getToken()).isEqualTo("came-late");
        pass(Duration.ofSeconds(11));
        assertThat(token.getToken()).isEqualTo("came-later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{[: nonsense",
                "apiVersion: v1\nusers: [",
                "users: nonsense",
                "- a\n- list",
                "# nothing",
                "",
                "users:\n- name: me\n  user: {token: came-late, token: \tcame-late}"
            })
    void aFileThatIsBrokenForAWhileLeavesEverythingAsItIs(String content) throws IOException {
        var token = lateToken();
        write("{token: came-late}");
        pass(Duration.ofSeconds(11));
        assertThat(token.getToken()).isEqualTo("came-late");
        Files.writeString(file, content);
        pass(Duration.ofSeconds(11));
        assertThat(token.getToken()).isEqualTo("came-late");
        write("{token: came-later}");
        pass(Duration.ofSeconds(11));
        assertThat(token.getToken()).isEqualTo("came-later");
    }

    @Test
    void aFileThatIsGoneForAWhileLeavesEverythingAsItIs() throws IOException {
        var token = lateToken();
        write("{token: came-late}");
        pass(Duration.ofSeconds(11));
        assertThat(token.getToken()).isEqualTo("came-late");
        Files.delete(file);
        pass(Duration.ofSeconds(11));
        assertThat(token.getToken()).isEqualTo("came-late");
    }

    /** A program that makes tokens may hang, and the disk too. */
    @Test
    void nobodyWaitsForALookAndNoSecondOneBegins() throws IOException {
        var looks = new ArrayList<Runnable>();
        var token = new LateToken(config, nanos::get, looks::add);
        write("{token: came-late}");
        for (var i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(11));
            assertThat(token.getToken()).isNull();
        }
        assertThat(looks).hasSize(1);
        looks.getFirst().run();
        assertThat(token.getToken()).isEqualTo("came-late");
        assertThat(looks).as("the next, which is due").hasSize(2);
    }

    @Test
    void theClientSendsItFromThenOn() throws IOException {
        try (var server = new ScriptedApiServer()) {
            server.always(json(200, ScriptedApiServer.list("")));
            config.setMasterUrl(server.url());
            config.setOauthTokenProvider(lateToken());
            try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
                var lists = Clients.lists(client);
                lists.followers("docs", _ -> true, within(LONG));
                write("{token: came-late}");
                pass(Duration.ofSeconds(11));
                lists.followers("docs", _ -> true, within(LONG));
                write("{token: came-later}");
                pass(Duration.ofSeconds(11));
                lists.followers("docs", _ -> true, within(LONG));
            }
            assertThat(server.asked)
                    .extracting(ScriptedApiServer.Asked::authorization)
                    .containsExactly("null", "Bearer came-late", "Bearer came-later");
        }
    }

    @Test
    void itIsForThoseOnlyWhoHaveNone() {
        LateToken.customize(config);
        assertThat(config.getOauthTokenProvider()).isInstanceOf(LateToken.class);
        var withToken =
                new ConfigBuilder(Config.empty()).withOauthToken("a token").build();
        LateToken.customize(withToken);
        assertThat(withToken.getOauthTokenProvider()).isNull();
        var ofThePod = new ConfigBuilder(Config.empty())
                .withAutoOAuthToken("of the service account")
                .build();
        LateToken.customize(ofThePod);
        assertThat(ofThePod.getOauthTokenProvider()).isNull();
    }

    /** Looks at once, on the thread that asks. */
    private LateToken lateToken() {
        return new LateToken(config, nanos::get, Runnable::run);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void write(String user) throws IOException {
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters: [{name: here, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: me, user: %s}]
                contexts: [{name: it, context: {cluster: here, user: me}}]
                current-context: it
                """.formatted(user));
    }
}
