package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;

/**
 * The id that an agent leaves on the folder that it owns: an extended attribute, which no app sees; only where the file
 * system has none, a file.
 */
final class Mark {
    /** The file's name in the published folder. */
    static final String FILE = ".git-volume-reloader.owner";

    private static final String ATTRIBUTE = "git-volume-reloader.owner";
    private static final int LONGEST = 100;

    private Mark() {}

    /** The id on {@code folder}; empty where it bears none. */
    static Optional<String> read(Path folder) throws IOException {
        var attribute = readAttribute(folder);
        var file = folder.resolve(FILE);
        return attribute.isPresent() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? attribute
                : Optional.of(start(file).strip()).filter(id -> !id.isEmpty());
    }

    private static String start(Path file) throws IOException {
        try (var content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    /** Puts {@code id} on {@code folder}, in place of one that may be there. */
    static void write(Path folder, String id, Runnable step) throws IOException {
        var file = folder.resolve(FILE);
        try {
            step.run();
            attributes(folder).write(ATTRIBUTE, ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)));
            step.run();
            Files.deleteIfExists(file);
        } catch (IOException _) {
            var beside = folder.resolve(FILE + ".new");
            Durable.write(beside, file, id + "\n", step);
        }
    }

    private static Optional<String> readAttribute(Path folder) {
        try {
            var value = ByteBuffer.allocate(LONGEST);
            attributes(folder).read(ATTRIBUTE, value);
            return Optional.of(new String(value.array(), 0, value.position(), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static UserDefinedFileAttributeView attributes(Path folder) throws IOException {
        var view = Files.getFileAttributeView(folder, UserDefinedFileAttributeView.class);
        if (view == null) {
            throw new FileSystemException(folder.toString(), null, "no extended attributes here");
        }
        return view;
    }
}
