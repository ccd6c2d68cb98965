package io.gitvolumereloader.agent.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import java.util.Arrays;
import java.util.EnumSet;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker.ErrorType;

/**
 * Refuses names that must not reach a file system: {@code ..}, {@code .git} in any spelling that some file system takes
 * for it, control characters, and what is too long.
 */
final class PathName {
    private static final int LONGEST_SHOWN = 300;
    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_PATH_BYTES = 3000;
    private static final int MOST_BYTES_PER_CHAR = 3;
    private static final ObjectChecker WHOLE = new ObjectChecker().setSafeForMacOS(true);
    private static final ObjectChecker PART =
            new ObjectChecker().setSafeForMacOS(true).setIgnore(EnumSet.complementOf(EnumSet.of(ErrorType.HAS_DOTGIT)));

    private PathName() {}

    /** {@code name} as text, whatever it is; good for comparing with patterns only. */
    static String text(byte[] name) {
        return new String(name, UTF_8);
    }

    /** Checks the last name of {@code path}, of which {@code name} are the bytes in the repository. */
    static void check(String path, byte[] name) {
        if (!isText(name)) {
            throw refusal(path, "its name is not UTF-8");
        }
        if (text(name).chars().anyMatch(Character::isISOControl)) {
            throw refusal(path, "its name holds a control character");
        }
        if (name.length > MOST_NAME_BYTES) {
            throw refusal(path, "its name is longer than " + MOST_NAME_BYTES + " bytes");
        }
        if (path.length() > MOST_PATH_BYTES / MOST_BYTES_PER_CHAR && path.getBytes(UTF_8).length > MOST_PATH_BYTES) {
            throw refusal(path, "its path is longer than " + MOST_PATH_BYTES + " bytes");
        }
        checkSpelling(path, name);
    }

    static UnpublishableException refusal(String path, String reason) {
        return new UnpublishableException(shown(path) + " is refused: " + reason);
    }

    /** The same for what is more than {@code agent.limits.files} allows. */
    static UnpublishableException tooMany(String path, String reason) {
        return new UnpublishableException(
                shown(path) + " is refused: " + reason, "change the repository, or raise agent.limits.files");
    }

    /** {@code path} as a message shows it; the root has no name of its own. */
    static String shown(String path) {
        return path.isEmpty() ? "the root folder" : "'" + Printable.of(path, LONGEST_SHOWN) + "'";
    }

    private static boolean isText(byte[] name) {
        var text = text(name);
        return text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(UTF_8), name);
    }

    /** What Windows takes for the end of a name, or of its part before a stream, ends a part here. */
    private static void checkSpelling(String path, byte[] name) {
        try {
            WHOLE.checkPathSegment(name, 0, name.length);
            var start = 0;
            for (var end = 0; end < name.length; end++) {
                if (name[end] == ':' || name[end] == '\\') {
                    PART.checkPathSegment(name, start, end);
                    start = end + 1;
                }
            }
            PART.checkPathSegment(name, start, name.length);
        } catch (CorruptObjectException e) {
            throw refusal(path, Printable.of(String.valueOf(e.getMessage()), LONGEST_SHOWN));
        }
    }
}
