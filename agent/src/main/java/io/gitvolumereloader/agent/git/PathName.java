package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Reads the names of a tree's files, and refuses those that must not reach a file system: {@code ..}, {@code .git} in
 * any spelling that some file system takes for it, and the like.
 */
final class PathName {
    private static final int LONGEST = 300;
    private static final ObjectChecker CHECKER = new ObjectChecker().setSafeForMacOS(true);

    private PathName() {}

    /** The path at which {@code walk} stands. */
    static String of(TreeWalk walk) {
        var raw = walk.getRawPath();
        for (int start = 0, end = next(raw, 0); start <= raw.length; start = end + 1, end = next(raw, start)) {
            check(walk, raw, start, end);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException _) {
            throw refusal(walk, "its name is not UTF-8");
        }
    }

    private static int next(byte[] raw, int start) {
        var end = start;
        while (end < raw.length && raw[end] != '/') {
            end++;
        }
        return end;
    }

    private static void check(TreeWalk walk, byte[] raw, int start, int end) {
        try {
            CHECKER.checkPathSegment(raw, start, end);
        } catch (CorruptObjectException e) {
            throw refusal(walk, Printable.of(String.valueOf(e.getMessage()), LONGEST));
        }
    }

    private static UnpublishableException refusal(TreeWalk walk, String reason) {
        return new UnpublishableException(
                "'" + Printable.of(walk.getPathString(), LONGEST) + "' is refused: " + reason);
    }
}
