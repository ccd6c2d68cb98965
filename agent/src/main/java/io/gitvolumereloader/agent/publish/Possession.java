package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the published folder is the agent's own before anything in it is touched, so that a wrong mount costs
 * nobody his files. Used by one thread at a time.
 *
 * <p>The proof is the ledger in the state folder; what is published holds nothing but the repository's files. A lock in
 * the state folder keeps a second agent off.
 */
final class Possession implements AutoCloseable {
    private final Path folder;
    private final Path state;
    private final boolean adopt;
    private @Nullable FileChannel lock;
    private @Nullable Ledger ledger;

    Possession(Path folder, Path state, boolean adopt) {
        this.folder = folder.toAbsolutePath().normalize();
        this.state = state.toAbsolutePath().normalize();
        this.adopt = adopt;
    }

    Path folder() {
        return folder;
    }

    Path state() {
        return state;
    }

    /** What is known of the folder; null before it was claimed. */
    @Nullable Ledger ledger() {
        return ledger;
    }

    void record(Ledger now) throws IOException {
        now.write(state);
        ledger = now;
    }

    /** Claims the folder unless that is done; tells why it must not be claimed. */
    Optional<String> claim() {
        if (ledger != null) {
            return Optional.empty();
        }
        if (state.startsWith(folder) || folder.startsWith(state)) {
            return Optional.of("Could not start: agent.state (" + state + ") and agent.folder (" + folder
                    + ") lie in one another; name two separate folders.");
        }
        try {
            Files.createDirectories(state);
            if (!lock()) {
                return Optional.of("Waiting: another agent uses the state folder " + state
                        + "; give each agent an agent.state of its own, or wait until the other one has ended.");
            }
        } catch (IOException e) {
            return Optional.of("Could not use the state folder " + state + ": " + Reasons.of(e)
                    + "; mount agent.state writable for the agent's user.");
        }
        try {
            return claimFolder();
        } catch (IOException e) {
            return Optional.of("Could not use the folder " + folder + ": " + Reasons.of(e)
                    + "; mount agent.folder writable for the agent's user.");
        }
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    private Optional<String> claimFolder() throws IOException {
        Files.createDirectories(folder);
        var inode = Files.getAttribute(folder, "unix:ino").toString();
        var known = Ledger.read(state);
        if (known.isPresent() && known.get().speaksOf(folder, inode)) {
            ledger = known.get();
            return Optional.empty();
        }
        if (!adopt && !isEmpty()) {
            return Optional.of("Refused to publish into " + folder + ": it holds files, and " + state
                    + " knows nothing of it, so they may be somebody else's. Mount an empty folder, name a sub-folder as agent.folder, "
                    + "or set agent.adopt=true to have them replaced by the repository's.");
        }
        record(new Ledger(folder.toString(), inode, null));
        return Optional.empty();
    }

    private boolean isEmpty() throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    private boolean lock() throws IOException {
        if (lock != null) {
            return true;
        }
        var file = FileChannel.open(
                state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (file.tryLock() != null) {
                lock = file;
                return true;
            }
        } catch (OverlappingFileLockException _) {
            // Held within this process; to the caller that is no different.
        }
        file.close();
        return false;
    }
}
