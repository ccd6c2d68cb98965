package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.RawObjects.Line;
import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Names and links that a repository may hold to get out of the folder: nothing is ever written outside, the refusal
 * names path and reason, the old content stays, and the next good push is published.
 */
@ParameterizedClass
@EnumSource(Mode.class)
class RepositoryAsAttackerTest {
    @TempDir
    Path scratch;

    private final Mode mode;
    private Attack attack;

    RepositoryAsAttackerTest(Mode mode) {
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
    void gitFolderInAnySpellingIsRefused() throws IOException {
        var config = attack.objects.tree(Line.file("config", attack.file));
        for (var name : List.of(".git", ".GIT", ".gIt", "git~1", "GIT~1", ".git ", ".git.", ".git . .")) {
            attack.isRefused(attack.objects.tree(Line.folder(name, config)), name.strip());
            attack.isRefused(
                    attack.objects.tree(Line.folder("guide", attack.objects.tree(Line.file(name, attack.file)))),
                    "guide/" + name.strip());
        }
        for (var name : List.of(".git::$INDEX_ALLOCATION", ".git:stream", ".git::$DATA")) {
            attack.isRefused(attack.objects.tree(Line.folder(name, config)), name);
        }
        for (var ignored : List.of("\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u206a", "\ufeff")) {
            attack.isRefused(attack.objects.tree(Line.folder(".gi" + ignored + "t", config)), ".gi");
            attack.isRefused(attack.objects.tree(Line.folder(ignored + ".GIT", config)), ".GIT");
        }
        attack.isOver();
    }

    @Test
    void namesThatLeadUpOrNowhereAreRefused() throws IOException {
        for (var name : List.of("..", ".")) {
            attack.isRefused(attack.objects.tree(Line.file(name, attack.file)), name);
            attack.isRefused(
                    attack.objects.tree(Line.folder(name, attack.objects.tree(Line.file("secret.txt", attack.file)))),
                    name);
            attack.isRefused(
                    attack.objects.tree(Line.folder("guide", attack.objects.tree(Line.file(name, attack.file)))),
                    "guide/" + name);
        }
        for (var name :
                List.of("../outside/secret.txt", "guide/../../outside/secret.txt", "../../outside/secret.txt")) {
            attack.isRefused(attack.objects.tree(Line.file(name, attack.file)), name);
        }
        attack.isOver();
    }

    @Test
    void absoluteNamesAndNamesWithSlashesAreRefused() throws IOException {
        for (var name : List.of(attack.outside.resolve("secret.txt").toString(), "/", "guide/", "guide/start.md")) {
            attack.isRefused(
                    attack.objects.tree(Line.file(name, attack.file)), name.substring(0, Math.min(20, name.length())));
        }
        attack.isOver();
    }

    @Test
    void namesWithControlCharactersAreRefused() throws IOException {
        for (var odd : List.of("\n", "\r", "\t", "\u0001", "\u001b[2J", "\u007f", "\u0085", "\u009b2J")) {
            attack.isRefused(attack.objects.tree(Line.file("harm" + odd + "less", attack.file)), "harm");
            attack.isRefused(
                    attack.objects.tree(
                            Line.folder("harm" + odd + "less", attack.objects.tree(Line.file("x", attack.file)))),
                    "harm");
        }
        attack.isOver();
    }

    @Test
    void linkAndFolderOfTheSameNameAreRefused() throws IOException {
        attack.keepLinks();
        var link = Line.link("guide", attack.objects.blob(attack.outside.toString()));
        var folder = Line.folder("guide", attack.objects.tree(Line.file("secret.txt", attack.file)));
        attack.isRefused(attack.objects.tree(link, folder), "guide");
        attack.isRefused(attack.objects.tree(folder, link), "guide");
        attack.isRefused(attack.objects.tree(link, Line.file("guide/secret.txt", attack.file)), "guide");
        attack.isRefused(attack.objects.tree(Line.folder("deep", attack.objects.tree(link, folder))), "deep/guide");
        attack.isOver();
    }

    @Test
    void nothingIsWrittenThroughALinkThatTheRevisionBeforeHad() throws IOException {
        attack.keepLinks();
        var link = attack.objects.tree(
                Line.link("guide", attack.objects.blob(attack.outside.toString())),
                Line.folder("sub", attack.objects.tree(Line.link("up", attack.objects.blob("../../outside")))));
        var folder = attack.objects.tree(
                Line.folder(
                        "guide",
                        attack.objects.tree(Line.file("new.md", attack.file), Line.file("secret.txt", attack.file))),
                Line.folder(
                        "sub",
                        attack.objects.tree(
                                Line.folder("up", attack.objects.tree(Line.file("secret.txt", attack.file))))));
        for (var tree : List.of(link, folder, link, folder, attack.objects.tree(), link)) {
            attack.objects.push(tree);
            assertThat(attack.docs.sync()).isInstanceOf(SyncResult.Updated.class);
            attack.docs.engine().sync().tidy(() -> false);
            attack.docs.assertShows("main");
            attack.assertOutsideIsUntouched();
        }
        attack.docs.restarted().sync().restore();
        attack.docs.assertShows("main");
        attack.isOver();
    }

    @Test
    void namesThatDifferInCaseOnlyAreDifferentFilesWhereTheFileSystemSaysSo() throws IOException {
        attack.objects.push(attack.objects.tree(
                Line.folder("GUIDE", attack.objects.tree(Line.file("a", attack.file))),
                Line.file("README.md", attack.objects.blob("large\n")),
                Line.folder("guide", attack.objects.tree(Line.file("A", attack.file))),
                Line.file("readme.md", attack.objects.blob("small\n"))));

        assertThat(attack.docs.sync()).isInstanceOf(SyncResult.Updated.class);
        attack.docs.assertShows("main");
        attack.isOver();
    }
}
