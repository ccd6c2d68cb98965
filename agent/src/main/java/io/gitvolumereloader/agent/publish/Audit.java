package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.TreeEntry;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what really is in the folder with a revision, file by file and by content: for when nobody knows what is
 * there, after a sudden death or in an adopted folder.
 */
final class Audit {
    private final Path folder;
    private final Runnable progress;
    private final Map<String, TreeEntry> missing = new LinkedHashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final Plan plan;

    private Audit(Path folder, Runnable progress) {
        this.folder = folder;
        this.progress = progress;
        this.plan = new Plan(folder);
    }

    /** What has to change for {@code folder} to hold {@code commit} and nothing else. */
    static Plan of(Path folder, CommitId commit, Revisions revisions, Runnable progress) throws IOException {
        var audit = new Audit(folder, progress);
        audit.expectAll(revisions, revisions.root(commit));
        audit.inspect();
        audit.missing.values().forEach(file -> audit.plan.add(new Change.Write(file)));
        return audit.plan;
    }

    private void expectAll(Revisions revisions, TreeEntry folder) {
        for (var child : revisions.children(folder)) {
            if (child.kind() == TreeEntry.Kind.FOLDER) {
                expectAll(revisions, child);
            } else {
                expect(child);
            }
        }
    }

    private void expect(TreeEntry file) {
        missing.put(file.path(), file);
        for (var slash = file.path().lastIndexOf('/');
                slash > 0;
                slash = file.path().lastIndexOf('/', slash - 1)) {
            if (!folders.add(file.path().substring(0, slash))) {
                return;
            }
        }
    }

    private void inspect() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                var path = pathOf(directory);
                if (path.isEmpty() || folders.contains(path)) {
                    return FileVisitResult.CONTINUE;
                }
                if (isAtTop(directory) && (Reserved.isOurs(directory) || Reserved.isForeign(directory))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                removeUnlessReplaced(directory, path);
                return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                progress.run();
                if (isAtTop(file) && Reserved.isOurs(file)) {
                    return FileVisitResult.CONTINUE;
                }
                var path = pathOf(file);
                var expected = missing.get(path);
                if (expected == null) {
                    removeUnlessReplaced(file, path);
                } else if (Content.equal(file, attributes, expected)) {
                    missing.remove(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                removeUnlessReplaced(file, pathOf(file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What stands in the way of something expected gives way when that is written. */
    private void removeUnlessReplaced(Path found, String path) {
        if (!missing.containsKey(path) && !folders.contains(path)) {
            plan.remove(found);
        }
    }

    private boolean isAtTop(Path entry) {
        return folder.equals(entry.getParent());
    }

    private String pathOf(Path file) {
        return folder.relativize(file).toString();
    }
}
