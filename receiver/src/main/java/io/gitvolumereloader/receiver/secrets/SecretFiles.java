package io.gitvolumereloader.receiver.secrets;

import io.gitvolumereloader.receiver.hook.Printable;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folder of secret files, one secret each, all or none of them.
 *
 * <p>Where {@code secrets.yaml} is among them, it says which files are secrets and what each is good for. Otherwise
 * {@code <provider>} and {@code <provider>.<anything>} are secrets that are good for everything.
 */
public final class SecretFiles {
    private static final int MAX_EXAMPLES = 3;
    private static final int MAX_NAME = 100;

    private final MountedFolder folder;
    private final Map<String, Provider> providers;

    /** {@code folder} as kubelet mounts it, or any other. */
    public SecretFiles(Path folder, List<Provider> providers) {
        this.folder = new MountedFolder(folder);
        this.providers = providers.stream().collect(Collectors.toUnmodifiableMap(Provider::name, Function.identity()));
    }

    /**
     * The secret in {@code file}, whatever the file is called, of the provider's only or usual kind, and good for
     * everything.
     *
     * @throws ConfigurationException if it can't be read or is none that the provider can use
     */
    public static Secret one(Path file, Provider provider) {
        var name = String.valueOf(file.getFileName());
        return secret(
                file,
                new Binding("The secret file " + name, provider.name(), Secret.PLAIN, Scope.EVERYTHING, Map.of()),
                provider);
    }

    /**
     * All secrets of one moment.
     *
     * @throws ConfigurationException if there is none, or anything is wrong with one of them; the message says what to
     *     do, line by line, and quotes nothing but names of files
     */
    SecretSet read() {
        return folder.atOneMoment(this::read);
    }

    private SecretSet read(Path data) {
        var files = files(data);
        var bindingFile = files.remove(BindingFile.NAME);
        if (bindingFile != null) {
            return secrets(files, BindingFile.read(bindingFile), true);
        }
        files.keySet().stream().filter(BindingFile::isMisnamed).findFirst().ifPresent(name -> {
            throw new ConfigurationException("The file " + name + " in the folder of secrets is not read: call it "
                    + BindingFile.NAME + ", since without it every secret would be good for everything.");
        });
        var named = files.keySet().stream()
                .map(name -> Map.entry(name, Binding.byName(name)))
                .filter(entry -> providers.containsKey(entry.getValue().provider()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        if (named.isEmpty()) {
            throw new ConfigurationException(nothingThere(files.keySet()));
        }
        return secrets(files, named, false);
    }

    private SecretSet secrets(Map<String, Path> files, Map<String, Binding> bindings, boolean bound) {
        var secrets = new TreeMap<String, List<Secret>>();
        var faults = new ArrayList<String>();
        for (var entry : new TreeMap<>(bindings).entrySet()) {
            var binding = entry.getValue();
            try {
                var secret = secret(files.get(entry.getKey()), binding);
                add(secret, secrets.computeIfAbsent(binding.provider(), _ -> new ArrayList<>()));
            } catch (ConfigurationException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join("\n", faults));
        }
        var remarks = new ArrayList<String>();
        files.keySet().stream()
                .filter(name -> !bindings.containsKey(name))
                .map(name -> "the file " + name + " in the folder of secrets is not used: "
                        + (bound ? "secrets.yaml has no entry for it" : "its name begins with no provider's name"))
                .forEach(remarks::add);
        secrets.forEach((provider, all) -> idle(provider, all).forEach(remarks::add));
        return new SecretSet(secrets, bound, remarks);
    }

    private Stream<String> idle(String provider, List<Secret> all) {
        return Optional.ofNullable(providers.get(provider)).stream()
                .flatMap(known -> known.idle(all).stream())
                .map(secret -> "the secret " + secret.name() + " counts no more: " + provider
                        + " has a signing token beside it, and then every webhook has to sign with one");
    }

    private Secret secret(@Nullable Path file, Binding binding) {
        var provider = providers.get(binding.provider());
        if (provider == null) {
            throw new ConfigurationException(binding.where() + ": no such provider; there are " + names() + ".");
        }
        if (file == null) {
            throw new ConfigurationException(
                    binding.where() + ": the folder of secrets has no file of that name; add it, or remove the entry.");
        }
        return secret(file, binding, provider);
    }

    private static Secret secret(Path file, Binding binding, Provider provider) {
        var secret = new Secret(
                String.valueOf(file.getFileName()),
                binding.kind(),
                new SecretFile(file).read(),
                binding.scope(),
                binding.options());
        provider.objection(secret).ifPresent(objection -> {
            throw new ConfigurationException(binding.where() + ": " + objection + ".");
        });
        return secret;
    }

    /** Of two equal secrets nobody could tell which one signed. */
    private static void add(Secret secret, List<Secret> others) {
        for (var other : others) {
            if (secret.hasBytesOf(other)) {
                throw new ConfigurationException("The secret files " + other.name() + " and " + secret.name()
                        + " hold the same secret for the same provider: remove one, or make another secret.");
            }
        }
        others.add(secret);
    }

    private static Map<String, Path> files(Path data) {
        try (Stream<Path> entries = Files.list(data)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith(".."))
                    .filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            entry -> entry.getFileName().toString(),
                            Function.identity(),
                            (one, _) -> one,
                            TreeMap::new));
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigurationException("Can't list the folder that receiver.secrets names ("
                    + e.getClass().getSimpleName()
                    + "): set receiver.secrets to a folder that the receiver may read.");
        }
    }

    /** @param others files that are there all the same */
    private String nothingThere(Set<String> others) {
        var unused = others.isEmpty()
                ? ""
                : others.stream()
                        .limit(MAX_EXAMPLES)
                        .map(name -> Printable.of(name, MAX_NAME))
                        .collect(Collectors.joining(", ", " What is there is called like none: ", "."));
        return "No webhook secret in " + folder.path() + ", the folder that receiver.secrets names: put the secret of"
                + " your provider's webhook into a file there that is called like the provider (" + names()
                + "), or like it with .NAME after it." + unused;
    }

    private String names() {
        return String.join(", ", new TreeMap<>(providers).keySet());
    }
}
