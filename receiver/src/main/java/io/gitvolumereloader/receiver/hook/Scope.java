package io.gitvolumereloader.receiver.hook;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a secret may speak for: pods of which namespaces, pushes of which repositories.
 *
 * @param namespaces names, or {@code *} alone for all that the receiver watches
 */
public record Scope(Set<String> namespaces, List<RepositoryPattern> repositories) {
    /** The word for all namespaces. */
    public static final String ALL = "*";

    /** Every pod that the receiver may see, and every repository. */
    public static final Scope EVERYTHING = new Scope(Set.of(ALL), List.of(RepositoryPattern.ANY));

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    public Scope {
        namespaces = Set.copyOf(namespaces);
        repositories = List.copyOf(repositories);
    }

    /**
     * Whether {@code text} can be the name of a namespace: a label of <a
     * href="https://www.rfc-editor.org/rfc/rfc1123#section-2.1">RFC 1123</a>.
     */
    public static boolean isNamespace(String text) {
        return NAMESPACE.matcher(text).matches();
    }

    /** Whether pods of {@code namespace} may be told. */
    public boolean reaches(String namespace) {
        return reachesAll() || namespaces.contains(namespace);
    }

    /** Whether pods of all namespaces may be told. */
    public boolean reachesAll() {
        return namespaces.contains(ALL);
    }

    /**
     * By which of a repository's {@code names} the secret may speak: those that are in scope, so that a forged list of
     * names reaches nobody else.
     */
    public List<RepositoryKey> limit(List<RepositoryKey> names) {
        return names.stream().filter(this::covers).toList();
    }

    private boolean covers(RepositoryKey repository) {
        return repositories.stream().anyMatch(pattern -> pattern.matches(repository));
    }
}
