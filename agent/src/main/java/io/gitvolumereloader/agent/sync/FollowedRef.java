package io.gitvolumereloader.agent.sync;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a repository is followed, as the user names it: {@code main}, {@code v1.2}, {@code refs/heads/main} or
 * {@code HEAD}.
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

    /** Full names that this can mean at the remote, the one to prefer first; {@code HEAD} stands for itself. */
    public List<String> canMean() {
        return name.equals("HEAD") || name.startsWith("refs/")
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
