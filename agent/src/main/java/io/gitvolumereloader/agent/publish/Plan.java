package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.TreeEntry;
import java.util.ArrayList;
import java.util.List;

/** The changes of one publish, sorted by what is to be done: first write, then remove. */
final class Plan {
    private final List<TreeEntry> writes = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();

    void add(Change change) {
        switch (change) {
            case Change.Write(var file) -> writes.add(file);
            case Change.Remove(var path) -> removals.add(path);
        }
    }

    List<TreeEntry> writes() {
        return writes;
    }

    List<String> removals() {
        return removals;
    }

    boolean isEmpty() {
        return writes.isEmpty() && removals.isEmpty();
    }
}
