package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells by kind, executable bit and content whether a file is what a revision says. */
final class Content {
    private static final int SHA1_DIGITS = 40;

    private Content() {}

    /**
     * Whether {@code expected}'s name has the right file in {@code folder}; a file that can't be read equals nothing.
     *
     * @param found the file's attributes
     * @param largest most bytes that a right file may have; a larger one is not even read
     */
    static boolean equal(Folder folder, PosixFileAttributes found, TreeEntry expected, long largest) {
        try {
            if (found.isSymbolicLink()) {
                var target = folder.target(expected.name()).getBytes(StandardCharsets.UTF_8);
                return expected.kind() == Kind.SYMLINK
                        && blob(InputStream.nullInputStream(), target, target.length, expected)
                                .equals(expected.object());
            }
            if (!found.isRegularFile() || found.size() > largest || expected.kind() != kind(found)) {
                return false;
            }
            try (var content = folder.read(expected.name())) {
                return blob(content, new byte[0], found.size(), expected).equals(expected.object());
            }
        } catch (IOException _) {
            return false;
        }
    }

    private static Kind kind(PosixFileAttributes file) {
        return file.permissions().contains(PosixFilePermission.OWNER_EXECUTE) ? Kind.EXECUTABLE : Kind.FILE;
    }

    /** The object name that Git gives to a blob: the digest of {@code "blob <size>\0"} and the content. */
    private static String blob(InputStream content, byte[] head, long size, TreeEntry expected) throws IOException {
        var digest = digest(expected.object().length() == SHA1_DIGITS ? "SHA-1" : "SHA-256");
        digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
        digest.update(head);
        var buffer = new byte[1 << 16];
        for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
