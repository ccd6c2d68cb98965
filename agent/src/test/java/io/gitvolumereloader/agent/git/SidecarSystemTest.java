package io.gitvolumereloader.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.util.sha1.SHA1;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SidecarSystemTest {
    private static final String CHOICE = "org.eclipse.jgit.util.sha1.implementation";

    @BeforeEach
    void install() {
        SidecarSystem.install();
    }

    @AfterEach
    void restore() {
        System.clearProperty(CHOICE);
    }

    @Test
    void objectsAreNamedByTheSha1OfTheJdk() {
        var sha1 = SHA1.newInstance();
        sha1.update("blob 0\0".getBytes(StandardCharsets.US_ASCII));
        assertThat(sha1.getClass().getSimpleName()).isEqualTo("SHA1Native");
        assertThat(sha1.toObjectId().name()).isEqualTo("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    }

    @Test
    void propertyOfTheUserBringsBackTheDetectionOfCollisions() {
        System.setProperty(CHOICE, "java");
        assertThat(SHA1.newInstance().getClass().getSimpleName()).isEqualTo("SHA1Java");
    }
}
