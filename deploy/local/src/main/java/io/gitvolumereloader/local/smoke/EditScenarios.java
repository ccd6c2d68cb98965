package io.gitvolumereloader.local.smoke;

import io.gitvolumereloader.local.repository.DocsRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** People at work: pushes of all kinds of changes. */
final class EditScenarios {
    private final Author author;

    EditScenarios(Author author) {
        this.author = author;
    }

    List<Scenario> all() {
        return List.of(
                new Scenario("first sync", this::firstSync),
                new Scenario("a push of one file", this::oneFile),
                new Scenario("files added, changed, renamed, deleted", this::files),
                new Scenario("a file becomes a folder, and a file again", this::fileAndFolder),
                new Scenario("an executable bit, a symbolic link", this::bitsAndLinks),
                new Scenario("names with blanks and beyond ASCII", this::names),
                new Scenario("ten pushes, as fast as git pushes", this::tenPushes));
    }

    private void firstSync() {
        author.awaitBoth(author.repository().tip("main"));
    }

    private void oneFile() throws IOException {
        author.write("README.md", "# Docs, second edition\n");
        author.awaitBoth(author.push("One file"));
    }

    private void files() throws IOException {
        author.write("docs/new/added.md", "# New\n");
        author.write(DocsRepository.page(0), "# Changed\n");
        Files.move(author.file(DocsRepository.page(1)), author.file("docs/renamed.md"));
        Files.delete(author.file(DocsRepository.page(2)));
        author.awaitBoth(author.push("Added, changed, renamed, deleted"));
    }

    private void fileAndFolder() throws IOException {
        author.write("turn", "a file\n");
        author.awaitBoth(author.push("A file"));
        Files.delete(author.file("turn"));
        author.write("turn/inside/deep.md", "in a folder\n");
        author.awaitBoth(author.push("A folder"));
        Files.delete(author.file("turn/inside/deep.md"));
        Files.delete(author.file("turn/inside"));
        Files.delete(author.file("turn"));
        author.write("turn", "a file again\n");
        author.awaitBoth(author.push("A file again"));
    }

    private void bitsAndLinks() throws IOException {
        author.write("build.sh", "#!/bin/sh\n");
        author.awaitBoth(author.push("A script"));
        setExecutable(author.file("build.sh"), true);
        Files.createSymbolicLink(author.file("link.md"), Path.of("docs", "renamed.md"));
        Files.createSymbolicLink(author.file("dangling"), Path.of("nowhere"));
        author.awaitBoth(author.push("Executable, links"));
        setExecutable(author.file("build.sh"), false);
        Files.delete(author.file("link.md"));
        author.write("link.md", "no link any more\n");
        author.awaitBoth(author.push("Neither"));
    }

    private void names() throws IOException {
        author.write("docs/with blanks/a page .md", "blanks\n");
        author.write("docs/Übersicht/Größe – 日本語.md", "beyond ASCII\n");
        author.write("docs/quote'\"$(x)\\.md", "shell\n");
        author.awaitBoth(author.push("Names"));
    }

    /** Each push of a commit of its own, as fast as they go, the commits being ready. */
    private void tenPushes() throws IOException {
        for (int i = 0; i < 10; i++) {
            author.write("counter.md", "push " + i + "\n");
            author.repository().commit("Push " + i);
        }
        for (int i = 9; i >= 0; i--) {
            author.repository().push("HEAD~" + i + ":main");
        }
        author.awaitBoth(author.repository().tip("main"));
    }

    private static void setExecutable(Path file, boolean executable) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
        } else {
            permissions.remove(PosixFilePermission.OWNER_EXECUTE);
        }
        Files.setPosixFilePermissions(file, permissions);
    }
}
