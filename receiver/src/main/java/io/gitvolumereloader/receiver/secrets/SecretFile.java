package io.gitvolumereloader.receiver.secrets;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that holds one secret and nothing else.
 *
 * <p>One line end at the end is not part of the secret, since editors and {@code echo} add it.
 */
record SecretFile(Path path) {
    private static final int MAX_BYTES = 4096;
    private static final int MIN_BYTES = 16;

    /** How messages call it: its name. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * The secret: 16 bytes at least, in a file of at most 4096.
     *
     * @throws ConfigurationException if the file is unreadable, too short or too long; the message quotes nothing of it
     */
    byte[] read() {
        var bytes = withoutLineEnd(content());
        if (bytes.length == 0) {
            throw new ConfigurationException(
                    "The secret file " + name() + " is empty: put the webhook's secret into it, or remove the file.");
        }
        if (bytes.length < MIN_BYTES) {
            throw new ConfigurationException("The secret file " + name() + " holds fewer than " + MIN_BYTES
                    + " bytes, which can be guessed: make one by 'openssl rand -hex 32'.");
        }
        return bytes;
    }

    private byte[] content() {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigurationException("The secret file " + name() + " has more than " + MAX_BYTES
                        + " bytes: put the webhook's secret into it and nothing else.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ConfigurationException("Can't read the secret file " + name() + " ("
                    + e.getClass().getSimpleName() + "): let the receiver's user read it.");
        }
    }

    private static byte[] withoutLineEnd(byte[] bytes) {
        var end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
            if (end > 0 && bytes[end - 1] == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(bytes, end);
    }
}
