package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Moves a staged tree into the published one: each file in one step, whole new folders at once. What is in the way
 * gives way at that moment and not before.
 */
final class Merge {
    private final Fingerprints prints;

    /** A merge that takes what gives way out of {@code prints}. */
    Merge(Fingerprints prints) {
        this.prints = prints;
    }

    /** Moves all that {@code staged} holds into {@code published}, the folder at {@code path} below the root. */
    void move(Folder staged, Folder published, String path) throws IOException {
        for (var name : staged.names()) {
            if (staged.examine(name).isDirectory()) {
                moveFolder(staged, published, path, name.toString());
            } else {
                moveFile(staged, published, path, name);
            }
        }
    }

    private void moveFolder(Folder staged, Folder published, String path, String name) throws IOException {
        var below = OpenFolders.child(path, name);
        try (var there = published.find(name)) {
            if (there != null) {
                try (var from = staged.enter(name)) {
                    move(from, there, below);
                }
                return;
            }
        }
        var inTheWay = published.look(name);
        if (inTheWay != null) {
            published.delete(name);
            prints.toggle(path, name, inTheWay);
        }
        staged.move(name, published, name);
    }

    private void moveFile(Folder staged, Folder published, String path, Path name) throws IOException {
        var text = name.toString();
        var inTheWay = published.look(name);
        if (inTheWay != null && inTheWay.isDirectory()) {
            published.deleteAll(name);
            prints.forget(OpenFolders.child(path, text));
        } else if (inTheWay != null) {
            prints.toggle(path, text, inTheWay);
        }
        staged.move(text, published, text);
    }
}
