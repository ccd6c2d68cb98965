package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.TreeEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives files of the tree that is shown to a spare one, as links to the same content. Used by one thread, while nobody
 * reads the spare.
 */
final class CatchUp implements AutoCloseable {
    private final OpenFolders live;
    private final Fingerprints livePrints;
    private final OpenFolders spare;
    private final Fingerprints sparePrints;
    private final boolean groupWrite;
    private final Map<String, Boolean> intact = new HashMap<>();

    /** From {@code live}, which should look like {@code livePrints}, to {@code spare}. */
    CatchUp(Folder live, Fingerprints livePrints, Folder spare, Fingerprints sparePrints, boolean groupWrite) {
        this.live = new OpenFolders(live);
        this.livePrints = livePrints;
        this.spare = new OpenFolders(spare);
        this.sparePrints = sparePrints;
        this.groupWrite = groupWrite;
    }

    /**
     * Links one file.
     *
     * @return false where somebody changed something in its folder, so that the file can't be trusted, or where it can
     *     have no further name
     */
    boolean link(TreeEntry file) throws IOException {
        var source = live.find(file.folder());
        if (source == null || !isIntact(source, file.folder())) {
            return false;
        }
        var folder = spare.make(file.folder(), true, groupWrite, sparePrints);
        // Two names of one file can't be moved onto each other: the move would do nothing and leave both.
        BlobWriter.makeRoom(folder, file, sparePrints);
        try {
            folder.link(Path.of(file.name()), source);
        } catch (FileSystemException _) {
            return false;
        }
        sparePrints.toggle(file.folder(), file.name(), folder.examine(Path.of(file.name())));
        return true;
    }

    /**
     * Whether nobody changed a file while it was linked.
     *
     * <p>A link taken of a file just changed would pass for the file that was published.
     */
    boolean isRight() throws IOException {
        for (var each : intact.entrySet()) {
            var folder = each.getValue() ? live.find(each.getKey()) : null;
            if (each.getValue() && (folder == null || !Verification.fits(folder, each.getKey(), livePrints))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        live.close();
        spare.close();
    }

    private boolean isIntact(Folder folder, String path) throws IOException {
        var known = intact.get(path);
        if (known == null) {
            known = Verification.fits(folder, path, livePrints);
            intact.put(path, known);
        }
        return known;
    }
}
