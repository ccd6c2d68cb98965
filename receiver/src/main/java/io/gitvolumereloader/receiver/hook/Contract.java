package io.gitvolumereloader.receiver.hook;

import java.util.List;

/** The keys of docs/contract.md, by which receiver and agent meet on a pod. */
public final class Contract {
    /** The label by which a pod lets the receiver look at it; its value is {@code true}. */
    public static final String LABEL = "git-volume-reloader.io/enabled";

    /** The manager of the receiver's writes. */
    public static final String FIELD_MANAGER = "git-volume-reloader";

    private static final String PREFIX = "git-volume-reloader.io/";

    private static final List<String> KINDS = List.of("repository", "ref", "push", "published");

    private Contract() {}

    /** The key that says which repository the volume {@code name} follows; the empty name is the volume without one. */
    public static String repositoryKey(String name) {
        return key("repository", name);
    }

    /** The key that says what of the repository the volume {@code name} follows. */
    public static String refKey(String name) {
        return key("ref", name);
    }

    /** The key of the annotation that the receiver writes for the volume {@code name}. */
    public static String pushKey(String name) {
        return key("push", name);
    }

    /** The key of the annotation by which the agent of the volume {@code name} may tell what it shows. */
    public static String publishedKey(String name) {
        return key("published", name);
    }

    /** Whether a key of an annotation is of a kind that this contract knows. */
    public static boolean isOurs(String key) {
        return KINDS.stream().anyMatch(kind -> key.startsWith(PREFIX + kind));
    }

    private static String key(String kind, String name) {
        return name.isEmpty() ? PREFIX + kind : PREFIX + kind + "." + name;
    }
}
