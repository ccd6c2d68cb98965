package io.gitvolumereloader.local.bench.receiver;

import io.gitvolumereloader.local.bench.ProcFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of one process, see proc(5). */
record Resident(long pid) {
    private static final double KB_A_MB = 1024;
    private static final double MICROS_A_MILLI = 1_000;

    /** Memory at this moment, in MB. */
    double megabytes() {
        return line("VmRSS");
    }

    /** The most since it began, or since {@link #forgetPeak}, in MB. */
    double peakMegabytes() {
        return line("VmHWM");
    }

    void forgetPeak() {
        try {
            Files.writeString(file("clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't reset the peak of process " + pid, e);
        }
    }

    /** CPU time since it began, in microseconds, exact to a hundredth of a second. */
    double cpuMicros() {
        try {
            return ProcFiles.cpuMillis(Files.readString(file("stat"))) * MICROS_A_MILLI;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the CPU time of process " + pid, e);
        }
    }

    private double line(String name) {
        try {
            return ProcFiles.kilobytes(Files.readAllLines(file("status")), name) / KB_A_MB;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the memory of process " + pid, e);
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
