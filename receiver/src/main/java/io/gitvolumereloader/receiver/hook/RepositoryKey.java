package io.gitvolumereloader.receiver.hook;

import java.util.Optional;

/**
 * Which repository a URL means, however it is spelled: {@code host[:port]/path}, equal for HTTPS, SSH and the scp-like
 * form, with or without user and {@code .git}, and for each of the addresses that one site or product gives it.
 */
public record RepositoryKey(String host, String path) {
    /** No URL with more characters is read. */
    public static final int MAX_LENGTH = 512;

    /**
     * Reads a URL; whatever user or password it carries is dropped.
     *
     * @return empty where {@code url} is not a network URL of a repository, or is longer than 512 characters
     */
    public static Optional<RepositoryKey> parse(String url) {
        if (url.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return RepositoryUrl.parse(url.strip())
                .flatMap(parts ->
                        RepositoryHost.canonical(parts.host(), parts.port()).flatMap(host -> of(host, parts.path())));
    }

    /** The repository with this path on {@code server}, which is canonical; empty where the path can't be there. */
    Optional<RepositoryKey> on(String server) {
        return of(server, path + ".git");
    }

    /** Host and path with a slash between them, as in the report. */
    @Override
    public String toString() {
        return host + "/" + path;
    }

    private static Optional<RepositoryKey> of(String host, String path) {
        return RepositoryPath.canonical(path, RepositorySites.foldsCase(host))
                .map(known -> RepositorySites.canonical(host + "/" + known))
                .filter(key -> key.length() <= MAX_LENGTH)
                .map(key -> new RepositoryKey(key.substring(0, key.indexOf('/')), key.substring(key.indexOf('/') + 1)));
    }
}
