package io.gitvolumereloader.receiver.hook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's table of servers that are one, such as {@code ssh.example.org:2222=git.example.org}: what no URL
 * tells. Immutable.
 *
 * @param servers the server that counts, by the other names for it; both canonical
 */
public record Aliases(Map<String, String> servers) {
    /** No two servers are one. */
    public static final Aliases NONE = new Aliases(Map.of());

    private static final int MAX_ENTRIES = 1000;

    public Aliases {
        servers = Map.copyOf(servers);
    }

    /**
     * Reads entries {@code host[:port]=host[:port]}; the ports of protocols need not be told.
     *
     * @throws IllegalArgumentException if there are more than 1000, if one is malformed, if two contradict each other,
     *     or if one leads to another or to a server where case counts; the message says which and what to do, and
     *     quotes nothing of it
     */
    public static Aliases parse(List<String> entries) {
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("has more than " + MAX_ENTRIES + " entries");
        }
        var servers = new HashMap<String, String>();
        for (var i = 0; i < entries.size(); i++) {
            add(entries.get(i), "entry " + (i + 1), servers);
        }
        servers.forEach((alias, server) -> {
            if (servers.containsKey(server)) {
                throw new IllegalArgumentException("leads from " + alias + " to " + server + " and on to "
                        + servers.get(server) + ": let every entry lead to the last one");
            }
        });
        return new Aliases(servers);
    }

    /** {@code repository}, on the server that counts. */
    public RepositoryKey resolve(RepositoryKey repository) {
        var server = servers.get(repository.host());
        return server == null ? repository : repository.on(server).orElse(repository);
    }

    /** {@code repositories}, each on the server that counts. */
    public List<RepositoryKey> resolve(List<RepositoryKey> repositories) {
        return repositories.stream().map(this::resolve).toList();
    }

    /** {@code follower}, with its repository on the server that counts. */
    public Follower resolve(Follower follower) {
        return new Follower(
                follower.namespace(),
                follower.pod(),
                follower.name(),
                resolve(follower.repository()),
                follower.ref(),
                follower.push());
    }

    private static void add(String entry, String which, Map<String, String> servers) {
        var sign = entry.indexOf('=');
        var alias = side(entry.substring(0, Math.max(sign, 0)), which);
        var server = side(entry.substring(sign + 1), which);
        if (alias.equals(server)) {
            return;
        }
        if (RepositorySites.foldsCase(alias) && !RepositorySites.foldsCase(server)) {
            throw new IllegalArgumentException("leads in " + which + " to " + server
                    + ", where case tells repositories apart, which no alias keeps: let pods name that server itself");
        }
        var other = servers.putIfAbsent(alias, server);
        if (other != null && !other.equals(server)) {
            throw new IllegalArgumentException("says that " + alias + " is " + other + " and, in " + which
                    + ", that it is " + server + ": keep one of the two");
        }
    }

    private static String side(String text, String which) {
        return Optional.of(text.strip())
                .flatMap(RepositoryHost::parse)
                .orElseThrow(() -> new IllegalArgumentException("has an " + which
                        + " that is not host[:port]=host[:port]: write it as in ssh.example.org:2222=git.example.org"));
    }
}
