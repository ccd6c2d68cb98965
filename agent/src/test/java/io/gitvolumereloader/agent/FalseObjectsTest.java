package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.testing.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects in the store that are not what their names say: never published for long, and fetched anew. */
@ParameterizedClass
@EnumSource(Mode.class)
class FalseObjectsTest {
    @TempDir
    Path scratch;

    private final Mode mode;
    private Attack attack;

    FalseObjectsTest(Mode mode) {
        this.mode = mode;
    }

    @BeforeEach
    void start() throws IOException {
        attack = new Attack(scratch, mode);
    }

    @AfterEach
    void end() {
        attack.close();
    }

    @Test
    void objectThatIsNotWhatItsNameSaysIsFetchedAnew() throws IOException {
        attack.docs.stop();
        var store = new Git(attack.docs.state.resolve("store"));
        var index = attack.docs.bare.run("rev-parse", "main:index.md");
        unpack(store);
        Files.delete(loose(store, index));
        var other = store.folder().resolve("other");
        Files.writeString(other, "# Evil\n");
        Files.copy(loose(store, store.run("hash-object", "-w", other.toString())), loose(store, index));
        Files.delete(other);
        Files.writeString(attack.docs.folder.resolve("index.md"), "so that it has to be written again");
        if (mode == Mode.SNAPSHOT) {
            Files.writeString(attack.docs.shown().resolve("index.md"), "so that it has to be written again");
        }

        attack.docs.restarted().sync().restore();
        assertThat(attack.docs.sync()).isNotInstanceOf(SyncResult.Failed.class);
        attack.docs.assertShows("main");
        attack.isOver();
    }

    private static void unpack(Git store) throws IOException {
        try (var packs = Files.newDirectoryStream(store.folder().resolve("objects/pack"), "*.pack")) {
            for (var pack : packs) {
                var moved = Files.move(pack, store.folder().resolve("moved.pack"));
                var process = new ProcessBuilder("git", "unpack-objects", "-q")
                        .directory(store.folder().toFile())
                        .redirectInput(moved.toFile())
                        .start();
                assertThat(process.onExit().join().exitValue()).isZero();
                Files.delete(moved);
            }
        }
        Docs.delete(store.folder().resolve("objects/pack"));
        Files.createDirectory(store.folder().resolve("objects/pack"));
    }

    private static Path loose(Git store, String object) {
        return store.folder().resolve("objects").resolve(object.substring(0, 2)).resolve(object.substring(2));
    }
}
