package io.gitvolumereloader.receiver.hook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pod follows of its repository: a branch, a tag, a full ref name, or {@code HEAD}. */
public record FollowedRef(String name) {
    /** The remote's default branch, whichever that is. */
    public static final FollowedRef HEAD = new FollowedRef("HEAD");

    /** Reads the {@code ref} annotation; absent or blank means {@code HEAD}. */
    public static FollowedRef of(@Nullable String annotation) {
        return annotation == null || annotation.isBlank() ? HEAD : new FollowedRef(annotation.strip());
    }

    /**
     * The full names that this can mean, the one that wins first; empty for {@code HEAD}, which only the remote knows.
     */
    public List<String> canMean() {
        if (equals(HEAD)) {
            return List.of();
        }
        return name.startsWith("refs/") ? List.of(name) : List.of("refs/heads/" + name, "refs/tags/" + name);
    }

    /**
     * Whether a push of {@code pushed} concerns whoever follows this.
     *
     * @param defaultBranch the short name of the remote's default branch; null where the delivery does not tell, and
     *     then {@code HEAD} can be any branch
     */
    public boolean concerns(RefName pushed, @Nullable String defaultBranch) {
        if (pushed.equals(RefName.ANY)) {
            return true;
        }
        if (!equals(HEAD)) {
            return canMean().contains(pushed.value());
        }
        return defaultBranch == null ? pushed.isBranch() : pushed.value().equals("refs/heads/" + defaultBranch);
    }

    /**
     * The place of {@code pushed} among pushes that all concern whoever follows this. The lowest is told: a branch
     * comes before a tag of its name, and a ref that nobody named comes last.
     */
    int rank(RefName pushed) {
        if (pushed.equals(RefName.ANY)) {
            return Integer.MAX_VALUE;
        }
        return canMean().indexOf(pushed.value());
    }
}
