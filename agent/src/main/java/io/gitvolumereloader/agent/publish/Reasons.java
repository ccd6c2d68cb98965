package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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
            case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
            default -> String.valueOf(failure.getMessage());
        };
        return Printable.of(text, LONGEST);
    }
}
