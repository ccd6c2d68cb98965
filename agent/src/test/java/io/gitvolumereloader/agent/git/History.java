package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.testing.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Many commits of a small repository, made at once by {@code git fast-import}; each changes a tenth of its files. */
record History(int files, int bytes) {
    static History of(int files, int bytes) {
        return new History(files, bytes);
    }

    /** Writes that many commits, each the parent of the next; no branch leads to them yet. */
    List<CommitId> writeTo(Path repository, int commits) throws IOException, InterruptedException {
        var random = new Random(files * 31L + commits);
        var stream = new StringBuilder();
        for (var commit = 0; commit < commits; commit++) {
            stream.append("commit refs/import/all\ncommitter Ada <ada@example.org> 0 +0000\ndata 1\nx\n");
            for (var file = 0; file < files; file++) {
                if (commit == 0 || random.nextInt(10) == 0) {
                    var content = content(random);
                    stream.append("M 100644 inline d%d/f%d\ndata %d\n%s\n".formatted(file % 7, file, bytes, content));
                }
            }
        }
        var script = Files.writeString(Files.createTempFile(repository, "import", null), stream);
        var process = new ProcessBuilder("git", "fast-import", "--quiet", "--force")
                .directory(repository.toFile())
                .redirectInput(script.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("git fast-import failed with " + process.exitValue());
        }
        Files.delete(script);
        var git = new Git(repository);
        var ids = git.run("rev-list", "--reverse", "refs/import/all")
                .lines()
                .map(CommitId::new)
                .toList();
        git.run("update-ref", "-d", "refs/import/all");
        return ids;
    }

    private String content(Random random) {
        var content = new StringBuilder();
        while (content.length() < bytes) {
            content.append(Long.toString(random.nextLong(), 36));
        }
        return content.substring(0, bytes);
    }
}
