package io.gitvolumereloader.agent.sync;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a repository is followed, as the user names it: {@code main}, {@code v1.2}, {@code refs/heads/main},
 * {@code HEAD} or a full commit id.
 *
 * @param name the name; never empty, follows the rules of {@code git check-ref-format}
 */
public record FollowedRef(String name) {
    private static final int LONGEST = 1024;
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|\\.lock(/|$)");

    public FollowedRef {
        if (!isRefName(name)) {
            throw new IllegalArgumentException("not a ref name");
        }
    }

    /** The ref that {@code text} names, blanks around it left out; empty where Git allows no such name. */
    public static Optional<FollowedRef> parse(String text) {
        var name = text.strip();
        return isRefName(name) ? Optional.of(new FollowedRef(name)) : Optional.empty();
    }

    /** The commit, or the tag of one, that is followed by its id: 40 or 64 digits; empty where a ref is followed. */
    public Optional<CommitId> object() {
        return CommitId.parse(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Full names that this can mean at the remote, the one to prefer first; {@code HEAD} and a commit id stand for
     * themselves. A branch that is named like an id can be followed as {@code refs/heads/<name>} only.
     */
    public List<String> canMean() {
        return name.equals("HEAD") || name.startsWith("refs/") || object().isPresent()
                ? List.of(name)
                : List.of("refs/heads/" + name, "refs/tags/" + name);
    }

    private static boolean isRefName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && !name.startsWith(".")
                && !name.startsWith("/")
                && !name.startsWith("-")
                && !name.endsWith("/")
                && !name.endsWith(".")
                && !name.equals("@")
                && !FORBIDDEN.matcher(name).find();
    }
}
