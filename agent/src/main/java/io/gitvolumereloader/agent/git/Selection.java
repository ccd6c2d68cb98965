package io.gitvolumereloader.agent.git;

import java.util.List;

/**
 * Which part of the repository is published.
 *
 * @param path the folder of the repository that becomes the root, parts separated by {@code /}; empty means the whole
 * @param include patterns in the syntax of {@code gitignore}, relative to that folder; only what they match is
 *     published, everything where there are none
 * @param exclude patterns of the same kind; what they match is left out
 */
public record Selection(String path, List<String> include, List<String> exclude) {
    /** Everything. */
    public static final Selection ALL = new Selection("", List.of(), List.of());

    public Selection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }
}
