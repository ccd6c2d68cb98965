package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Where a symbolic link of a revision leads to.
 *
 * @param text the target to the letter; never empty
 */
record Target(String text) {
    private static final int LONGEST = 4095;

    /** Reads the target of {@code link}, and refuses one that is no path. */
    static Target of(TreeEntry link, Revisions.Blobs blobs) {
        var content = new Bounded();
        try {
            blobs.copy(link, content);
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(content.bytes()).toString();
            if (text.isEmpty() || text.indexOf('\0') >= 0) {
                throw new UnpublishableException(
                        "the symbolic link '" + link.path() + "' has a target that is no path");
            }
            return new Target(text);
        } catch (CharacterCodingException _) {
            throw new UnpublishableException("the symbolic link '" + link.path() + "' has a target that is not UTF-8");
        } catch (IOException _) {
            throw new UnpublishableException("the symbolic link '" + link.path() + "' has a target of more than "
                    + LONGEST + " bytes, which is no path");
        }
    }

    /** Takes as many bytes as a target may have, so that a large file called a link fills no memory. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (taken.size() + length > LONGEST) {
                throw new IOException("longer than a target may be");
            }
            taken.write(bytes, offset, length);
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(taken.toByteArray());
        }
    }

    /**
     * Whether it stays inside the published tree for a link at {@code path}, whatever else the tree holds.
     *
     * <p>It does if it goes up first, not beyond the root, and only down then: the folders above a link are real ones,
     * and where it passes through another link, that one stays inside by the same rule. A target that goes up again
     * after a name may leave by way of such a link, and counts as leaving.
     */
    boolean staysInside(String path) {
        if (text.startsWith("/")) {
            return false;
        }
        var above = path.chars().filter(character -> character == '/').count();
        var down = false;
        for (var part : text.split("/", -1)) {
            if (part.equals("..")) {
                if (down || --above < 0) {
                    return false;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                down = true;
            }
        }
        return true;
    }
}
