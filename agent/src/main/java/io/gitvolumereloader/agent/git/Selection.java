package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Printable;
import java.util.List;
import org.eclipse.jgit.ignore.FastIgnoreRule;

/**
 * Which part of the repository is published.
 *
 * @param path the folder of the repository that becomes the root, parts separated by {@code /}; empty means the whole.
 *     Slashes at both ends are left out
 * @param include patterns in the syntax of {@code gitignore}, relative to that folder; only what they match is
 *     published, everything where there are none
 * @param exclude patterns of the same kind; what they match is left out
 */
public record Selection(String path, List<String> include, List<String> exclude) {
    private static final int LONGEST = 100;

    /** Everything. */
    public static final Selection ALL = new Selection("", List.of(), List.of());

    public Selection {
        path = normalised(path);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        include.forEach(pattern -> check("agent.include", pattern));
        exclude.forEach(pattern -> check("agent.exclude", pattern));
    }

    private static String normalised(String path) {
        var inner = path.strip().replaceAll("^/+|/+$", "");
        if (inner.isEmpty()) {
            return "";
        }
        for (var part : inner.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("agent.path is '" + Printable.of(path, LONGEST)
                        + "'; it must be a folder of the repository like docs/html, without empty parts, . and ..");
            }
        }
        return inner;
    }

    private static void check(String setting, String pattern) {
        if (new FastIgnoreRule(pattern).isEmpty()) {
            throw new IllegalArgumentException(setting + " has the pattern '" + Printable.of(pattern, LONGEST)
                    + "', which can never match; write it as in a .gitignore file");
        }
    }
}
