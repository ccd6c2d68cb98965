package io.gitvolumereloader.agent.publish;

import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * What a published tree looks like from outside: for each of its folders one number made of the names, kinds, sizes,
 * modification times and inodes of its files, so that a change by somebody else is found without reading any file.
 *
 * <p>The number is the exclusive-or of one number a file: a file is added or taken away by the same call, whatever else
 * its folder holds. Some 100 bytes a folder, however many files. Safe for any number of threads.
 */
final class Fingerprints {
    private final ConcurrentNavigableMap<String, Long> folders = new ConcurrentSkipListMap<>(Map.of("", 0L));

    /** The same ones again, for a tree of its own. */
    Fingerprints copy() {
        var copy = new Fingerprints();
        copy.folders.putAll(folders);
        return copy;
    }

    /** Adds a file to its folder, or takes it away if it was added with the same attributes. */
    void toggle(String folder, String name, PosixFileAttributes file) {
        toggle(folder, name, look(file));
    }

    /** The same for a file whose {@link #look} is known. */
    void toggle(String folder, String name, long look) {
        expect(folder);
        folders.merge(folder, of(name, look), (one, other) -> one ^ other);
    }

    /** Whether files are expected in {@code folder} or below it. */
    boolean expects(String folder) {
        return folders.containsKey(folder);
    }

    /** Whether {@code print} is that of the files that were added to {@code folder}. */
    boolean fits(String folder, long print) {
        return Long.valueOf(print).equals(folders.get(folder));
    }

    /** How many folders there are. */
    int size() {
        return folders.size();
    }

    /**
     * Takes {@code folder} away, which is empty; one that lost files to somebody else stays known, and is missed later.
     */
    void remove(String folder) {
        folders.remove(folder, 0L);
    }

    /** Takes {@code folder} away with all that is below it. */
    void forget(String folder) {
        folders.remove(folder);
        // '0' comes right behind '/'.
        folders.subMap(folder + "/", folder + "0").clear();
    }

    /** Adds all that was added to {@code others}. */
    void addAll(Fingerprints others) {
        others.folders.forEach((folder, print) -> folders.merge(folder, print, (one, other) -> one ^ other));
    }

    /** The number of one file in its folder. */
    static long of(String name, PosixFileAttributes file) {
        return of(name, look(file));
    }

    /** The number of one file, whatever its name. */
    static long look(PosixFileAttributes file) {
        var kind = file.isSymbolicLink() ? 1 : file.isRegularFile() ? 2 : 3;
        var runnable = file.permissions().contains(PosixFilePermission.OWNER_EXECUTE) ? 1 : 0;
        var number = mix(file.size() + (((long) kind << 40) | ((long) runnable << 48)));
        number = mix(number + file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        return mix(number + Objects.hashCode(file.fileKey()));
    }

    private static long of(String name, long look) {
        return mix(look + name.hashCode());
    }

    private void expect(String folder) {
        for (var each = folder; folders.putIfAbsent(each, 0L) == null && !each.isEmpty(); ) {
            each = OpenFolders.parent(each);
        }
    }

    /** Spreads a number over all 64 bits (the finalizer of MurmurHash3, by Austin Appleby, public domain). */
    private static long mix(long number) {
        var mixed = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
