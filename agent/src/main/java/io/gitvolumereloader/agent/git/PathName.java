package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads the names of a tree's files, and refuses those that must not reach a file system. */
final class PathName {
    private PathName() {}

    /** The path at which {@code walk} stands. */
    static String of(TreeWalk walk) {
        var raw = walk.getRawPath();
        String path;
        try {
            path = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new UnpublishableException("the name of '" + printable(walk.getPathString()) + "' is not UTF-8");
        }
        for (var part : path.split("/", -1)) {
            check(path, part);
        }
        return path;
    }

    private static void check(String path, String part) {
        if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
            throw new UnpublishableException("'" + printable(path) + "' is no path below the root");
        }
        if (part.toLowerCase(Locale.ROOT).equals(".git")) {
            throw new UnpublishableException("'" + printable(path) + "' is a path into a Git folder");
        }
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }
}
