package io.gitvolumereloader.receiver.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.RepositoryPattern;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file {@code secrets.yaml}: under {@code secrets} one entry for each secret file, by the file's name, with
 * {@code provider}, {@code namespaces}, {@code repositories} and, where the provider wants them, {@code kind} and
 * {@code options}.
 *
 * <p>Complaints name lines and what belongs there. They quote nothing, since somebody may have put a secret there.
 */
final class BindingFile {
    /** Its name in the folder of secrets. */
    static final String NAME = "secrets.yaml";

    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<String> KEYS = Set.of("provider", "kind", "namespaces", "repositories", "options");

    private static final Pattern MISNAMED = Pattern.compile("(?i)secrets?\\.ya?ml");

    private BindingFile() {}

    /** Whether somebody means this file by {@code name}, and misses. */
    static boolean isMisnamed(String name) {
        return MISNAMED.matcher(name).matches() && !name.equals(NAME);
    }

    /**
     * The entries by the names of their files; at least one.
     *
     * @throws ConfigurationException if the file can't be read or says something that it can't mean
     */
    static Map<String, Binding> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigurationException(
                        NAME + " has more than " + MAX_BYTES + " bytes: let one pattern cover several repositories.");
            }
            return parse(new String(bytes, UTF_8));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Can't read " + NAME + " (" + e.getClass().getSimpleName() + "): let the receiver's user read it.");
        }
    }

    static Map<String, Binding> parse(String text) {
        var document = Yaml.parse(NAME, text);
        var top = document.fields(Set.of("secrets"));
        var entries = document.required(top, "secrets").entries();
        if (entries.isEmpty()) {
            throw document.complaint("secrets is empty; add an entry for each secret file");
        }
        var bindings = new HashMap<String, Binding>();
        entries.forEach((file, entry) -> bindings.put(file, binding(entry)));
        return Map.copyOf(bindings);
    }

    private static Binding binding(Yaml entry) {
        var fields = entry.fields(KEYS);
        var provider = entry.required(fields, "provider").text();
        var kind = Optional.ofNullable(fields.get("kind")).map(Yaml::text).orElse(Secret.PLAIN);
        var scope = new Scope(
                namespaces(entry.required(fields, "namespaces")), patterns(entry.required(fields, "repositories")));
        var options = Optional.ofNullable(fields.get("options")).map(BindingFile::texts);
        return new Binding(entry.where(), provider, kind, scope, options.orElse(Map.of()));
    }

    private static Map<String, String> texts(Yaml mapping) {
        var texts = new HashMap<String, String>();
        mapping.entries().forEach((key, value) -> texts.put(key, value.text()));
        return texts;
    }

    private static Set<String> namespaces(Yaml node) {
        var namespaces = new HashSet<String>();
        for (var item : node.items()) {
            var namespace = item.text();
            if (!Scope.isNamespace(namespace) && !namespace.equals(Scope.ALL)) {
                throw item.complaint("no namespace; write names of namespaces, or \"*\" for all");
            }
            namespaces.add(namespace);
        }
        if (namespaces.contains(Scope.ALL) && namespaces.size() > 1) {
            throw node.complaint("\"*\" for all beside names of namespaces; write one or the other");
        }
        return namespaces;
    }

    private static List<RepositoryPattern> patterns(Yaml node) {
        return node.items().stream()
                .map(item -> RepositoryPattern.parse(item.text())
                        .orElseThrow(() -> item.complaint("no pattern of repositories; write it as in"
                                + " github.com/team-a/*, gitlab.com/team-a/** or \"*\" for all, without https://")))
                .toList();
    }
}
