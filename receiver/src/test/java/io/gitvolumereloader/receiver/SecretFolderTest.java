package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.Secret;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFolderTest {
    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;

    @Test
    void withoutSecretThereIsNoSuchFolder() {
        assertThatThrownBy(this::open).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aChangeIsSeenAfterASecond() throws IOException {
        write("old");
        var secrets = open();
        write("new");
        pass(Duration.ofMillis(999));
        assertThat(secrets.of("github")).containsExactly(secret("old"));
        pass(Duration.ofMillis(1));
        assertThat(secrets.of("github")).containsExactly(secret("new"));
    }

    @Test
    void aSecondSecretJoinsTheFirst() throws IOException {
        write("old");
        var secrets = open();
        Files.writeString(folder.resolve("github.next"), atLength("new"));
        pass(Duration.ofSeconds(1));
        assertThat(secrets.of("github")).containsExactly(secret("old"), secret("new"));
    }

    @Test
    void lastGoodSecretsStayWhereTheFolderHasBecomeEmpty() throws IOException {
        write("old");
        var secrets = open();
        Files.delete(folder.resolve("github"));
        pass(Duration.ofSeconds(1));
        assertThat(secrets.of("github")).containsExactly(secret("old"));
    }

    @Test
    void aSecretThatIsBackCounts() throws IOException {
        write("old");
        var secrets = open();
        write("");
        pass(Duration.ofSeconds(1));
        assertThat(secrets.of("github")).containsExactly(secret("old"));
        write("new");
        pass(Duration.ofSeconds(1));
        assertThat(secrets.of("github")).containsExactly(secret("new"));
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheLooking() throws IOException {
        write("old");
        var secrets = open();
        write("new");
        pass(Duration.ofHours(-1));
        assertThat(secrets.of("github")).containsExactly(secret("new"));
    }

    @Test
    void providersWithoutSecretHaveNone() throws IOException {
        write("old");
        assertThat(open().of("other")).isEmpty();
    }

    @Test
    void itIsNotPrinted() throws IOException {
        write("open sesame");
        assertThat(open().toString()).doesNotContain("sesame");
    }

    @Test
    void aBadFileHindersNoRotation() throws IOException {
        write("old");
        var secrets = open();
        Files.writeString(folder.resolve("github.empty"), "");
        write("new");
        pass(Duration.ofSeconds(1));
        assertThat(secrets.of("github")).containsExactly(secret("new"));
    }

    private SecretFolder open() {
        return new SecretFolder(new SecretFiles(folder, Set.of("github")), () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("github"), atLength(text));
    }

    private static String atLength(String text) {
        return text.isEmpty() ? "" : text + " and some more bytes";
    }

    private static Secret secret(String text) {
        return new Secret(atLength(text).getBytes(UTF_8));
    }
}
