package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Finds the folders of a published tree in which somebody changed something, without reading any file. */
final class Verification {
    private final Fingerprints prints;
    private final Set<String> suspects = new HashSet<>();
    private int seen;

    private Verification(Fingerprints prints) {
        this.prints = prints;
    }

    /**
     * What a look at a tree led to.
     *
     * @param suspects paths of the folders that are not what they were
     * @param complete whether every folder was there
     */
    record Finding(Set<String> suspects, boolean complete) {
        boolean isClean() {
            return suspects.isEmpty() && complete;
        }
    }

    /** Looks at every file below {@code root}. */
    static Finding of(Folder root, Fingerprints prints) throws IOException {
        var verification = new Verification(prints);
        verification.look(root, "");
        return new Finding(verification.suspects, verification.seen == prints.size());
    }

    /** Whether the files of {@code folder}, at {@code path} below the root, are what they were. */
    static boolean fits(Folder folder, String path, Fingerprints prints) throws IOException {
        var verification = new Verification(prints);
        return prints.fits(path, verification.print(folder, path, false));
    }

    private void look(Folder folder, String path) throws IOException {
        seen++;
        if (!prints.fits(path, print(folder, path, true))) {
            suspects.add(path);
        }
    }

    private long print(Folder folder, String path, boolean below) throws IOException {
        var print = 0L;
        for (var name : folder.names()) {
            if (path.isEmpty() && Reserved.isTaken(folder, name)) {
                continue;
            }
            var there = folder.look(name);
            if (there == null) {
                continue;
            }
            if (!there.isDirectory()) {
                print ^= Fingerprints.of(name.toString(), there);
            } else if (below) {
                lookBelow(folder, path, name.toString());
            }
        }
        return print;
    }

    private void lookBelow(Folder folder, String path, String name) throws IOException {
        var child = OpenFolders.child(path, name);
        if (!prints.expects(child)) {
            suspects.add(path);
            return;
        }
        try (var below = folder.find(name)) {
            if (below != null) {
                look(below, child);
            }
        }
    }
}
