package io.gitvolumereloader.agent.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FileUtils;

/** Makes the folder of a {@link Store}, or opens it and removes what a sudden death left there. */
final class StoreFolder {
    /** Where the packs are, below the store's folder. */
    static final String PACKS = "objects/pack";

    /** The list of shallow commits, too: whatever a full disk has made of it, it is written anew from the refs. */
    private static final Pattern LEFTOVER =
            Pattern.compile(".*\\.(lock|keep|new)|incoming_.*|\\.tmp-.*|gc_.*|gc\\.(pid|log)|shallow|noz.*");

    private StoreFolder() {}

    static FileRepository open(Path folder) throws IOException {
        var fresh = !Files.exists(folder.resolve("HEAD"));
        if (fresh) {
            // A death while it was made leaves folders that JGit would stumble over.
            FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        }
        Files.createDirectories(folder);
        if (!fresh) {
            if (!Files.isDirectory(folder.resolve(PACKS)) || !Files.isDirectory(folder.resolve("refs"))) {
                throw new RepositoryNotFoundException(folder.toFile());
            }
            removeLeftovers(folder);
        }
        var repository = new FileRepository(folder.toFile());
        try {
            if (fresh) {
                repository.create(true);
            }
            configure(repository.getConfig());
            return repository;
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    /** A setting of the store's own configuration. */
    private record Setting(String section, String name, String value) {
        boolean isIn(StoredConfig config) {
            return value.equals(config.getString(section, null, name));
        }
    }

    /**
     * JGit collects of its own accord, whatever gc.auto says, unless there is no limit; and it packs for large
     * machines.
     */
    private static final List<Setting> SETTINGS = List.of(
            new Setting("gc", "auto", "0"),
            new Setting("gc", "autoPackLimit", "0"),
            new Setting("core", "logAllRefUpdates", "false"),
            new Setting("core", "bigFileThreshold", "4m"),
            new Setting("pack", "threads", "1"),
            new Setting("pack", "windowMemory", "4m"),
            new Setting("pack", "deltaCacheSize", "1m"));

    private static void configure(StoredConfig config) throws IOException {
        if (SETTINGS.stream().allMatch(setting -> setting.isIn(config))) {
            return;
        }
        SETTINGS.forEach(setting -> config.setString(setting.section, null, setting.name, setting.value));
        config.save();
    }

    private static void removeLeftovers(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (LEFTOVER.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
