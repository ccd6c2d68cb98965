package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.TreeEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The changes of one publish, sorted by what is to be done: first write, then remove. */
final class Plan {
    private final Path root;
    private final List<TreeEntry> writes = new ArrayList<>();
    private final List<Path> removals = new ArrayList<>();

    Plan(Path root) {
        this.root = root;
    }

    /** Adds a change of the repository's files, unless their names are reserved. */
    void add(Change change) {
        Reserved.check(change.path());
        switch (change) {
            case Change.Write(var file) -> writes.add(file);
            case Change.Remove(var path) -> removals.add(root.resolve(path));
        }
    }

    /** Adds the removal of what was found in the folder; a path, since a file's name need not be text. */
    void remove(Path found) {
        removals.add(found);
    }

    List<TreeEntry> writes() {
        return writes;
    }

    /** Below the root. */
    List<Path> removals() {
        return removals;
    }

    boolean isEmpty() {
        return writes.isEmpty() && removals.isEmpty();
    }
}
