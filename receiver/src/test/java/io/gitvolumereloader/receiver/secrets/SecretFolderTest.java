package io.gitvolumereloader.receiver.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFolderTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String BINDING = "{provider: github, namespaces: n, repositories: github.com/a/*}";

    @TempDir
    Path folder;

    private KubeletVolume volume = new KubeletVolume(Path.of(""));

    @BeforeEach
    void mount() {
        volume = new KubeletVolume(folder);
    }

    @Test
    void withoutSecretThereIsNoSuchFolder() {
        assertThatThrownBy(this::open).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aChangeIsSeenWithinFiveSecondsByItself() {
        volume.put("github", atLength("old"));
        try (var secrets = open().watched()) {
            volume.put("github", atLength("new"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(secrets.of("github")).containsExactly(secret("new")));
        }
    }

    @Test
    void aSecondSecretJoinsTheFirst() {
        volume.put("github", atLength("old"));
        var secrets = open();
        volume.put("github.next", atLength("new"));
        secrets.look();
        assertThat(secrets.of("github")).extracting(Secret::name).containsExactly("github", "github.next");
    }

    @Test
    void theLastGoodSetStaysWholeWhereOneFileOfTheNewOneIsBad() {
        volume.put("github", atLength("old"));
        var secrets = open();
        volume.replace(Map.of("github", atLength("new"), "github.next", "short"));
        secrets.look();
        assertThat(secrets.of("github")).containsExactly(secret("old"));
        volume.remove("github.next");
        secrets.look();
        assertThat(secrets.of("github")).containsExactly(secret("new"));
    }

    @Test
    void theLastGoodSetStaysWhereTheFolderHasBecomeEmpty() {
        volume.put("github", atLength("old"));
        var secrets = open();
        volume.remove("github");
        secrets.look();
        assertThat(secrets.of("github")).containsExactly(secret("old"));
    }

    @Test
    void whereTheYamlDisappearsNoSecretBecomesGoodForEverything() {
        volume.replace(Map.of("github.a", atLength("old"), "secrets.yaml", "secrets: {github.a: " + BINDING + "}"));
        var secrets = open();
        volume.remove("secrets.yaml");
        secrets.look();
        assertThat(secrets.of("github"))
                .singleElement()
                .extracting(Secret::scope)
                .isNotEqualTo(Scope.EVERYTHING);
    }

    @Test
    void providersWithoutSecretHaveNone() {
        volume.put("github", atLength("old"));
        assertThat(open().of("other")).isEmpty();
    }

    @Test
    void whenAMistakeIsMendedTheLogSaysSoOnce() {
        volume.put("github", atLength("old"));
        var secrets = open();
        volume.put("github.next", "short");
        secrets.look();
        var log = new ArrayList<String>();
        var handler = new StreamHandler() {
            @Override
            public void publish(LogRecord line) {
                log.add(line.getMessage());
            }
        };
        var logger = Logger.getLogger(SecretFolder.class.getName());
        logger.addHandler(handler);
        try {
            volume.remove("github.next");
            secrets.look();
            secrets.look();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log).singleElement().asString().startsWith("the webhook secrets can be used again");
    }

    @Test
    void whateverIsThrownItLooksAgain() {
        volume.put("github", atLength("old"));
        var failures = new AtomicInteger();
        var provider = new SomeProvider("github", () -> {
            if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("for this once");
            }
        });
        try (var secrets = new SecretFolder(new SecretFiles(folder, List.of(provider))).watched()) {
            failures.set(1);
            await().atMost(LIMIT).until(() -> failures.get() < 1);
            volume.put("github", atLength("new"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(secrets.of("github")).containsExactly(secret("new")));
        }
    }

    @Test
    void itIsNotPrinted() {
        volume.put("github", atLength("open sesame"));
        assertThat(open().toString() + new SecretFiles(folder, List.of(new SomeProvider("github"))).read())
                .doesNotContain("sesame");
    }

    /** Set number n has n % 7 + 1 files, whose secrets begin with n; a mixed or halved set would show. */
    @Test
    void whileKubeletSwapsNobodyEverSeesHalfASet() throws InterruptedException, ExecutionException {
        volume.replace(set(0));
        var swapping = new AtomicBoolean(true);
        try (var secrets = open();
                var threads = Executors.newCachedThreadPool()) {
            var readers = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> checkWhile(swapping, secrets)));
            }
            readers.add(threads.submit(() -> lookWhile(swapping, secrets)));
            for (var i = 1; i <= 300; i++) {
                volume.replace(set(i));
            }
            swapping.set(false);
            for (var reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            secrets.look();
            assertThat(secrets.of("github")).hasSize(300 % 7 + 1);
        }
    }

    private static int checkWhile(AtomicBoolean going, SecretFolder secrets) {
        var checks = 0;
        while (going.get()) {
            var seen = secrets.of("github").stream()
                    .map(secret -> new String(secret.bytes(), UTF_8).split(" ", 2)[0])
                    .toList();
            var number = Integer.parseInt(seen.getFirst());
            assertThat(seen).hasSize(number % 7 + 1).containsOnly(seen.getFirst());
            checks++;
            Thread.onSpinWait();
        }
        return checks;
    }

    private static int lookWhile(AtomicBoolean going, SecretFolder secrets) {
        var looks = 0;
        while (going.get()) {
            secrets.look();
            looks++;
        }
        return looks;
    }

    private static Map<String, String> set(int number) {
        var files = new TreeMap<String, String>();
        var yaml = new StringBuilder("secrets:\n");
        for (var i = 0; i <= number % 7; i++) {
            files.put("file-" + i, number + " is the number of the set and this is file " + i);
            yaml.append("  file-").append(i).append(": ").append(BINDING).append('\n');
        }
        files.put("secrets.yaml", yaml.toString());
        return files;
    }

    private SecretFolder open() {
        return new SecretFolder(new SecretFiles(folder, List.of(new SomeProvider("github"))));
    }

    private static String atLength(String text) {
        return text + " and some more bytes";
    }

    private static Secret secret(String text) {
        return new Secret("github", Secret.PLAIN, atLength(text).getBytes(UTF_8), Scope.EVERYTHING, Map.of());
    }
}
