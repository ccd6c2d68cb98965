package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Secret;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the folder of secret files: {@code <provider>} or {@code <provider>.<anything>}, one secret each.
 *
 * <p>One line end at the end of a file is not part of the secret, since editors and {@code echo} add it.
 */
final class SecretFiles {
    private static final long MAX_BYTES = 4096;
    private static final int MIN_BYTES = 16;

    private final Path folder;
    private final Set<String> providers;

    SecretFiles(Path folder, Set<String> providers) {
        this.folder = folder;
        this.providers = Set.copyOf(providers);
    }

    /**
     * What the folder holds.
     *
     * @param secrets by the name of their file's provider; at least one
     * @param faults what is wrong with other files, and what to do; quotes nothing of them
     */
    record Found(Map<String, List<Secret>> secrets, List<String> faults) {}

    /**
     * All secrets of files that are in order.
     *
     * @throws ConfigurationException if there is none; the message says what to do
     */
    Found read() {
        var secrets = new HashMap<String, List<Secret>>();
        var faults = new ArrayList<String>();
        for (var file : files()) {
            var provider = provider(file);
            if (providers.contains(provider)) {
                try {
                    secrets.merge(provider, List.of(secret(file)), SecretFiles::joined);
                } catch (ConfigurationException e) {
                    faults.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (secrets.isEmpty()) {
            throw new ConfigurationException(faults.isEmpty() ? nothingThere() : String.join(" ", faults));
        }
        return new Found(Map.copyOf(secrets), List.copyOf(faults));
    }

    private String nothingThere() {
        return "No webhook secret in " + folder + ", the folder that receiver.secrets names:"
                + " put the secret of your provider's webhook into a file there that is called "
                + String.join(" or ", providers) + " (or " + String.join(".NAME or ", providers) + ".NAME).";
    }

    private List<Path> files() {
        try (Stream<Path> entries = Files.list(folder)) {
            // kubelet keeps a secret volume's files in folders of this form and links to them.
            return entries.filter(entry -> !name(entry).startsWith(".."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigurationException("Can't list " + folder + ", the folder that receiver.secrets names ("
                    + e.getClass().getSimpleName()
                    + "): set receiver.secrets to a folder that the receiver may read.");
        }
    }

    private static Secret secret(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigurationException("The secret file " + file + " has more than " + MAX_BYTES
                        + " bytes: put the webhook's secret into it and nothing else.");
            }
            var bytes = withoutLineEnd(Files.readAllBytes(file));
            if (bytes.length == 0) {
                throw new ConfigurationException(
                        "The secret file " + file + " is empty: put the webhook's secret into it, or remove the file.");
            }
            if (bytes.length < MIN_BYTES) {
                throw new ConfigurationException("The secret file " + file + " holds fewer than " + MIN_BYTES
                        + " bytes, which can be guessed: make one by 'openssl rand -hex 32'.");
            }
            return new Secret(bytes);
        } catch (IOException e) {
            throw new ConfigurationException("Can't read the secret file " + file + " ("
                    + e.getClass().getSimpleName() + "): let the receiver's user read it.");
        }
    }

    private static byte[] withoutLineEnd(byte[] bytes) {
        var end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
            if (end > 0 && bytes[end - 1] == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(bytes, end);
    }

    private static List<Secret> joined(List<Secret> some, List<Secret> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String provider(Path file) {
        var name = name(file);
        var dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
