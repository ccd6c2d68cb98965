package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.Publisher.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** Says in words why a file could not be read or written. */
final class Reasons {
    private static final int LONGEST = 500;

    private Reasons() {}

    /** The reason with the file's name, without control characters. */
    static String of(IOException failure) {
        var text = switch (failure) {
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case NoSuchFileException e -> e.getFile() + ": no such file or folder";
            case FileAlreadyExistsException e -> e.getFile() + ": something else is there";
            case NotDirectoryException e -> e.getFile() + ": is no folder";
            case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
            default -> String.valueOf(failure.getMessage());
        };
        return Printable.of(text, LONGEST);
    }

    /** The same failure, of the file at {@code path}. */
    static FileSystemException at(Path path, FileSystemException failure) {
        var file = path.toString();
        return switch (failure) {
            case AccessDeniedException _ -> new AccessDeniedException(file);
            case NoSuchFileException _ -> new NoSuchFileException(file);
            case FileAlreadyExistsException _ -> new FileAlreadyExistsException(file);
            case DirectoryNotEmptyException _ -> new DirectoryNotEmptyException(file);
            case NotDirectoryException _ -> new NotDirectoryException(file);
            default -> new FileSystemException(file, null, failure.getReason());
        };
    }

    /** Why {@code commit} could not be published, and what to do. */
    static String ofPublishing(CommitId commit, Path folder, Exception failure) {
        var deed = "Could not publish " + commit.abbreviated() + " into " + folder + ": ";
        return switch (failure) {
            case InvalidPathException _ ->
                deed
                        + "it has file names beyond ASCII, and the agent runs in a locale without them. Set LC_ALL=C.UTF-8 in its environment.";
            case UncheckedIOException e -> ofPublishing(commit, folder, Objects.requireNonNull(e.getCause()));
            case IOException e ->
                deed + of(e)
                        + ". Check that the volume is writable for the agent's user and has room; the agent tries again.";
            default -> throw new IllegalArgumentException(failure);
        };
    }

    /** A look by content that was asked for must not pass for done; one by the way needs no word. */
    static Published ofNotVerifying(Look look, PublishSettings settings) {
        if (look == Look.STAT) {
            return new Published.Unchanged();
        }
        return new Published.Failed("Did not verify what is published: "
                + (settings.repair()
                        ? "nothing is known to be shown; the next sync compares every file."
                        : "agent.local-changes=keep leaves it alone."));
    }
}
