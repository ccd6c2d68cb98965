package io.gitvolumereloader.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and all that it started, as Linux accounts for them.
 *
 * @param root the first of them
 */
record ProcessTree(ProcessHandle root) {

    /**
     * What the tree holds of the machine's memory, in KiB.
     *
     * @param residentKb resident at this moment; what processes share counts for each
     * @param peakKb the most that each had resident since it began, or since {@link #forgetPeaks}
     * @param privateKb what no other process has
     */
    record Memory(long residentKb, long peakKb, long privateKb) {
        static final Memory NONE = new Memory(0, 0, 0);

        Memory plus(Memory other) {
            return new Memory(residentKb + other.residentKb, peakKb + other.peakKb, privateKb + other.privateKb);
        }

        Memory max(Memory other) {
            return new Memory(
                    Math.max(residentKb, other.residentKb),
                    Math.max(peakKb, other.peakKb),
                    Math.max(privateKb, other.privateKb));
        }
    }

    /** CPU time of the first process and of its children that have ended, in milliseconds. */
    long cpuMillis() {
        try {
            return ProcFiles.cpuMillis(Files.readString(file(root, "stat")));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the CPU time of process " + root.pid(), e);
        }
    }

    /** The sum over all processes that live at this moment. */
    Memory memory() {
        return processes().map(ProcessTree::memory).reduce(Memory.NONE, Memory::plus);
    }

    /** From now on peaks are those of what follows, where the kernel allows it. */
    void forgetPeaks() {
        processes().forEach(process -> {
            try {
                Files.writeString(file(process, "clear_refs"), "5");
            } catch (IOException _) {
                // Then they include what was before, which makes the subject look no better.
            }
        });
    }

    /** The processes that have memory of their own, the first one first. */
    Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants().filter(ProcessTree::hasItsOwnMemory));
    }

    /** Between fork and exec a child bears its parent's command line, and what it holds is its parent's memory. */
    private static boolean hasItsOwnMemory(ProcessHandle child) {
        return child.parent()
                .map(parent -> !lines(parent, "cmdline").equals(lines(child, "cmdline")))
                .orElse(true);
    }

    private static Memory memory(ProcessHandle process) {
        var status = lines(process, "status");
        var smaps = lines(process, "smaps_rollup");
        return new Memory(
                ProcFiles.kilobytes(status, "VmRSS"),
                ProcFiles.kilobytes(status, "VmHWM"),
                ProcFiles.kilobytes(smaps, "Private_Clean", "Private_Dirty"));
    }

    private static List<String> lines(ProcessHandle process, String name) {
        try {
            return Files.readAllLines(file(process, name));
        } catch (IOException _) {
            return List.of(); // it has just ended
        }
    }

    private static Path file(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }
}
