package io.gitvolumereloader.local.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a folder holds, as far as Git knows it: kind and content, whether a file is executable, where a link leads.
 *
 * @param entries by path from the root, with slashes
 */
public record FileTree(SortedMap<String, Entry> entries) {
    private static final int DIGEST_BYTES = 12;

    /** One thing in the tree. */
    public sealed interface Entry {
        /** A folder. */
        record Folder() implements Entry {}

        /** A file; {@code content} is the beginning of its SHA-256, far more than chance needs. */
        record Regular(String content, long size, boolean executable) implements Entry {}

        /** A symbolic link. */
        record Link(String target) implements Entry {}

        /** What Git can't hold: a socket, for instance. */
        record Other() implements Entry {}
    }

    /** Keeps a copy. */
    public FileTree {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * Reads a folder.
     *
     * @throws IOException if it changes meanwhile, among other reasons
     */
    public static FileTree of(Path root) throws IOException {
        var entries = new TreeMap<String, Entry>();
        try (var paths = Files.walk(root)) {
            for (var path : (Iterable<Path>) paths.skip(1)::iterator) {
                entries.put(root.relativize(path).toString(), read(path));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new FileTree(entries);
    }

    /** How {@code actual} differs from this tree, a line for each path; empty where it doesn't. */
    public List<String> differencesOf(FileTree actual) {
        var paths = new TreeSet<>(entries.keySet());
        paths.addAll(actual.entries.keySet());
        var differences = new ArrayList<String>();
        for (var path : paths) {
            var expected = entries.get(path);
            var found = actual.entries.get(path);
            if (expected == null) {
                differences.add("too much: " + path + " " + found);
            } else if (found == null) {
                differences.add("missing: " + path + " " + expected);
            } else if (!expected.equals(found)) {
                differences.add("different: " + path + " is " + found + " and should be " + expected);
            }
        }
        return differences;
    }

    private static Entry read(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            return new Entry.Link(Files.readSymbolicLink(path).toString());
        }
        if (attributes.isDirectory()) {
            return new Entry.Folder();
        }
        return attributes.isRegularFile()
                ? new Entry.Regular(digest(Files.readAllBytes(path)), attributes.size(), Files.isExecutable(path))
                : new Entry.Other();
    }

    private static String digest(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256", e);
        }
    }
}
