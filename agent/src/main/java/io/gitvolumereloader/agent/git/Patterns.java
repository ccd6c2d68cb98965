package io.gitvolumereloader.agent.git;

import java.util.List;
import org.eclipse.jgit.ignore.FastIgnoreRule;
import org.jspecify.annotations.Nullable;

/** The include and exclude patterns of a {@link Selection}, ready to be asked. Safe for any number of threads. */
final class Patterns {
    private final List<FastIgnoreRule> include;
    private final List<FastIgnoreRule> exclude;

    Patterns(Selection selection) {
        this.include = rules(selection.include());
        this.exclude = rules(selection.exclude());
    }

    /** Whether this path, and all below it, is left out. */
    boolean exclude(String path, boolean folder) {
        var last = lastMatch(exclude, path, folder);
        return last != null && last.getResult();
    }

    /**
     * Whether the patterns ask for this path: a file is published then, a folder hands it on to what it holds.
     *
     * @param inherited the same of the folder that holds it
     */
    boolean include(String path, boolean folder, boolean inherited) {
        if (include.isEmpty()) {
            return true;
        }
        var last = lastMatch(include, path, folder);
        return last == null ? inherited : last.getResult();
    }

    private static @Nullable FastIgnoreRule lastMatch(List<FastIgnoreRule> rules, String path, boolean folder) {
        for (var rule : rules.reversed()) {
            if (rule.isMatch(path, folder, true)) {
                return rule;
            }
        }
        return null;
    }

    private static List<FastIgnoreRule> rules(List<String> patterns) {
        return patterns.stream().map(FastIgnoreRule::new).toList();
    }
}
