package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.CommitId;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the published folder is the agent's own before anything in it is touched, so that a wrong mount costs
 * nobody his files. Used by one thread, but for one method.
 *
 * <p>The proof: the folder bears an id, and the ledger in the state folder knows it. It is given again before each
 * sync, since folders can be exchanged while the agent runs.
 */
final class Possession implements AutoCloseable {
    private final Path configured;
    private final StateFolder state;
    private final boolean adopt;
    private final String view;
    private final Runnable step;
    private Path folder;
    private @Nullable Ledger ledger;

    /**
     * Claims nothing yet.
     *
     * @param view names all settings that decide what a revision looks like in the folder
     * @param step called before each change
     */
    Possession(PublishSettings settings, String view, Runnable step) {
        this.view = view;
        this.configured = settings.folder().toAbsolutePath().normalize();
        this.folder = configured;
        this.state = new StateFolder(settings.state());
        this.adopt = settings.adopt();
        this.step = step;
    }

    /** The published folder, every link in its path followed. */
    Path folder() {
        return folder;
    }

    /** Opens it, if it still is the one that was claimed: folders are exchanged while an agent runs. */
    Folder open() throws IOException {
        return open(step);
    }

    /** The same with another {@code step} to be called before each change; by any thread while no claim is made. */
    Folder open(Runnable step) throws IOException {
        var mine = ledger;
        var opened = Folder.open(folder, step);
        try {
            if (mine != null && Mark.read(opened.handle()).equals(Optional.of(mine.id()))) {
                return opened;
            }
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        opened.close();
        throw new FileSystemException(
                folder.toString(), null, "this is not the folder any more that the agent claimed");
    }

    /** The revision on record; null where there is none, or the folder is not ours. */
    @Nullable CommitId commit() {
        return ledger == null ? null : ledger.commit();
    }

    /** Whether the revision on record is known to be shown, all of it and as the settings want it today. */
    boolean isComplete() {
        return ledger != null && ledger.complete().equals(view);
    }

    /** The snapshots on record, the oldest first. */
    List<String> earlier() {
        return ledger == null ? List.of() : ledger.earlier();
    }

    /** Puts {@code commit} on record as what is about to be shown; returns once it is safe on the disk. */
    void record(CommitId commit, boolean complete, List<String> earlier) throws IOException {
        if (ledger == null) {
            throw new IllegalStateException("the folder was not claimed");
        }
        var now = new Ledger(ledger.id(), commit, complete ? view : "", earlier);
        if (!now.equals(ledger)) {
            write(now);
        }
    }

    /** Claims the folder, or makes sure that it is still ours. */
    Claim claim() {
        try {
            // Before anything is made: a lock file in the wrong place would look like somebody's file afterwards.
            var published = StateFolder.real(configured);
            if (published.startsWith(state.path()) || state.path().startsWith(published)) {
                return refused("Could not start: agent.state (" + state.path() + ") and agent.folder (" + published
                        + ") lie in one another; name two separate folders.");
            }
            if (!state.lock()) {
                return refused("Waiting: another agent uses the state folder " + state.path()
                        + "; give each agent an agent.state of its own, or wait until the other one has ended.");
            }
        } catch (IOException e) {
            return refused("Could not use agent.state: " + Reasons.of(e) + "; mount it writable for the agent's user.");
        }
        try {
            Files.createDirectories(configured);
            folder = configured.toRealPath();
            return claimFolder();
        } catch (IOException e) {
            return refused("Could not use the folder " + configured + ": " + Reasons.of(e)
                    + "; mount agent.folder and agent.state writable for the agent's user.");
        }
    }

    @Override
    public void close() {
        try {
            state.close();
        } catch (IOException _) {
            // The lock ends with the process at the latest.
        }
    }

    private Claim claimFolder() throws IOException {
        var mark = Mark.read(folder);
        var onRecord = Ledger.read(state.path());
        var remembered = ledger;
        if (remembered != null && mark.equals(Optional.of(remembered.id()))) {
            if (!onRecord.equals(Optional.of(remembered))) {
                remembered.writeCopy(state.path(), step);
                write(remembered);
            }
            return new Claim.Same();
        }
        if (onRecord.isPresent() && mark.equals(Optional.of(onRecord.get().id()))) {
            ledger = onRecord.get();
            return new Claim.Gained();
        }
        if (!adopt && (mark.isPresent() || !isEmpty())) {
            return refused(foreign(mark));
        }
        return take();
    }

    private Claim take() throws IOException {
        var mine = Ledger.of(UUID.randomUUID().toString());
        mine.writeCopy(state.path(), step);
        write(mine);
        Mark.write(folder, mine.id(), step);
        return new Claim.Gained();
    }

    private Claim refused(String reason) {
        ledger = null;
        return new Claim.Refused(reason);
    }

    private void write(Ledger now) throws IOException {
        now.write(state.path(), step);
        ledger = now;
    }

    private String foreign(Optional<String> mark) throws IOException {
        return "Refused to publish into " + folder + ": it " + (mark.isPresent() ? "is another agent's" : "holds files")
                + ", and "
                + state.path()
                + " knows nothing of it. Mount an empty folder, name a sub-folder as agent.folder, or set "
                + "agent.adopt=true to have what is there replaced by the repository's files.";
    }

    private boolean isEmpty() throws IOException {
        try (var entries =
                Files.newDirectoryStream(folder, entry -> !Reserved.isForeign(entry) && !Reserved.isOurs(entry))) {
            return !entries.iterator().hasNext();
        }
    }
}
