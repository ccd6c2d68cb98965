package io.gitvolumereloader.agent.trigger;

import java.util.regex.Pattern;

/**
 * The annotations of the contract that concern this agent.
 *
 * @param repository names the repository
 * @param ref names what of it
 * @param push carries the newest announced push
 * @param published carries what the agent reports
 */
public record PodKeys(String repository, String ref, String push, String published) {
    private static final String PREFIX = "git-volume-reloader.io/";
    /** As much as a key of an annotation leaves behind {@code repository.}: it may have 63 characters. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?");

    /**
     * The annotations of the followed repository called {@code name}; an empty name means the one without a name.
     *
     * @throws IllegalArgumentException where it is neither empty nor a name of the contract
     */
    public static PodKeys of(String name) {
        if (name.isEmpty()) {
            return new PodKeys(PREFIX + "repository", PREFIX + "ref", PREFIX + "push", PREFIX + "published");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "agent.name may hold a-z, 0-9, and '-' inside, up to 52 of them; it is the end of the annotations' keys");
        }
        return new PodKeys(
                PREFIX + "repository." + name,
                PREFIX + "ref." + name,
                PREFIX + "push." + name,
                PREFIX + "published." + name);
    }
}
