package io.gitvolumereloader.agent.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The file of a downward API volume that holds the pod's annotations. Each call opens it by its name anew, since
 * kubelet never changes it but puts another one into its place.
 *
 * @param path where it is; absolute
 */
public record AnnotationFile(Path path) {
    /** The API server allows 256 KiB of annotations; quoting makes four characters of one at most. */
    private static final int LARGEST = 2 << 20;

    private static final int ATTEMPTS = 4;

    public AnnotationFile {
        path = path.toAbsolutePath().normalize();
    }

    /** What reading led to. */
    sealed interface Reading {
        /** All of it, as it was at one moment. */
        record Whole(String text) implements Reading {}

        /** It could not be read now, which says nothing about the annotations. */
        record Unreadable(String reason) implements Reading {}
    }

    /** Whether there is such a file. */
    public boolean exists() {
        return Files.isRegularFile(path);
    }

    /** The folder in which kubelet exchanges what the file's name leads to. */
    Path folder() {
        return Objects.requireNonNullElse(path.getParent(), path);
    }

    /** Reads it, again where it changes meanwhile; never throws for what can go wrong outside of the program. */
    Reading read() {
        var reason = "";
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                var before = stamp();
                if (before.size() > LARGEST) {
                    return new Reading.Unreadable("it is larger than " + LARGEST + " bytes; pods' annotations are not");
                }
                byte[] bytes;
                try (var in = Files.newInputStream(path)) {
                    bytes = in.readNBytes(LARGEST);
                }
                if (bytes.length == before.size() && before.equals(stamp())) {
                    return new Reading.Whole(new String(bytes, UTF_8));
                }
                reason = "it changed each time while it was read";
            } catch (NoSuchFileException _) {
                reason =
                        "there is no such file; mount a downward API volume with the pod's annotations, without subPath";
            } catch (FileSystemException e) {
                reason = Failure.Broken.text(e) + "; check how the volume is mounted";
            } catch (IOException e) {
                reason = "reading failed (" + Failure.Broken.text(e) + ")";
            }
        }
        return new Reading.Unreadable(reason);
    }

    private Stamp stamp() throws IOException {
        var now = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(
                String.valueOf(now.fileKey()),
                now.size(),
                now.lastModifiedTime().toString());
    }

    private record Stamp(String file, long size, String changed) {}
}
