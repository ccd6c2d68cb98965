package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.publish.PublishSettings.Symlinks;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what with published files, when they were changed, and which symbolic links there are. */
class PermissionsAndLinksTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void umaskDecides(Mode mode) throws IOException {
        try (var docs = published(mode, false)) {
            var file = Files.createFile(scratch.resolve("made by the umask"));
            var folder = Files.createDirectory(scratch.resolve("made by the umask, too"));

            assertThat(permissions(docs.shown().resolve("guide/page.md"))).isEqualTo(permissions(file));
            assertThat(permissions(docs.shown().resolve("guide"))).isEqualTo(permissions(folder));
            assertThat(permissions(docs.shown().resolve("run.sh"))).isEqualTo(permissions(folder));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void groupMayWriteWhereThatIsWanted(Mode mode) throws IOException {
        try (var docs = published(mode, true)) {
            docs.engine().sync().tidy(() -> false);
            docs.write("later/page.md", "later\n").push("second");
            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            docs.engine().sync().tidy(() -> false);

            for (var file : new String[] {"guide/page.md", "later/page.md"}) {
                assertThat(permissions(docs.shown().resolve(file))).startsWith("rw-rw-");
            }
            for (var file : new String[] {"guide", "later", "run.sh"}) {
                assertThat(permissions(docs.shown().resolve(file))).startsWith("rwxrwx");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void filesHaveTheTimeAtWhichTheyWereWritten(Mode mode) throws IOException {
        var before = Instant.now().minusSeconds(2);
        try (var docs = published(mode, false)) {
            assertThat(Files.getLastModifiedTime(docs.shown().resolve("index.md"))
                            .toInstant())
                    .isBetween(before, Instant.now().plusSeconds(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "guide/in.md, ../index.md, true",
        "guide/in.md, page.md, true",
        "guide/in.md, ./page.md, true",
        "guide/in.md, nowhere/to/go, true",
        "guide/in.md, .., true",
        "in.md, guide/, true",
        "in.md, .., false",
        "in.md, ../index.md, false",
        "guide/in.md, ../../index.md, false",
        "guide/in.md, /etc/hosts, false",
        "guide/in.md, x/../../../etc/hosts, false",
        "guide/in.md, page.md/../page.md, false",
    })
    void linksAreJudgedByWhereTheyLead(String path, String target, boolean inside) throws IOException {
        for (var mode : Mode.values()) {
            try (var docs = published(mode, false)) {
                link(docs, path, target);
                var result = docs.sync();
                if (inside) {
                    docs.assertShows("main");
                } else {
                    assertThat(result)
                            .isInstanceOfSatisfying(
                                    SyncResult.Failed.class,
                                    failed -> assertThat(failed.reason()).contains(path, target, "agent.symlinks"));
                    docs.assertShows("main~1");
                }
                assertPolicies(docs, path, inside);
            }
            Docs.delete(scratch.resolve("docs"));
        }
    }

    private static void assertPolicies(Docs docs, String path, boolean inside) throws IOException {
        docs.reconfigured(docs.settings().publish().with(Symlinks.SKIP_OUTSIDE));
        docs.sync();
        assertThat(Files.exists(docs.shown().resolve(path), LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(inside);
        docs.reconfigured(docs.settings().publish().with(Symlinks.KEEP));
        docs.sync();
        docs.assertShows("main");
        docs.reconfigured(docs.settings().publish().with(Symlinks.SKIP));
        docs.sync();
        assertThat(docs.shown().resolve("index.md")).hasContent("x");
        assertThat(Files.exists(docs.shown().resolve(path), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    private Docs published(Mode mode, boolean groupWrite) throws IOException {
        var docs = new Docs(scratch.resolve("docs"), mode);
        docs.reconfigured(docs.settings().publish().groupWritable(groupWrite));
        docs.write("index.md", "x\n").write("guide/page.md", "x\n").write("run.sh", "#!/bin/sh\n");
        docs.work.run("add", "--all");
        docs.work.run("update-index", "--chmod=+x", "run.sh");
        docs.work.run("commit", "--quiet", "--date=2001-01-01T00:00:00", "--message", "first");
        docs.work.run("push", "--quiet", "origin", "HEAD:main");
        docs.work.run("checkout", "--quiet", ".");
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        return docs;
    }

    private static void link(Docs docs, String path, String target) throws IOException {
        var process = new ProcessBuilder("ln", "-s", target, path)
                .directory(docs.work.folder().toFile())
                .inheritIO()
                .start();
        assertThat(process.onExit().join().exitValue()).isZero();
        docs.push("a link");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
