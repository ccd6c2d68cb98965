package io.gitvolumereloader.local.bench;

import java.util.Arrays;
import java.util.List;

/** Reads what Linux tells of a process in {@code /proc}, see proc(5). */
public final class ProcFiles {
    /** Linux counts CPU time in hundredths of a second towards programs, whatever it does inside. */
    private static final long MILLIS_A_TICK = 10;

    private static final int USER_TIME = 11;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    private ProcFiles() {}

    /** CPU time out of {@code stat}: of the process and of the children that it has waited for, and theirs. */
    public static long cpuMillis(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
        return MILLIS_A_TICK
                * Arrays.stream(fields, USER_TIME, CHILDREN_SYSTEM_TIME + 1)
                        .mapToLong(Long::parseLong)
                        .sum();
    }

    /** The sum of the named lines of {@code status} or {@code smaps_rollup}, in KiB; 0 where there are none. */
    public static long kilobytes(List<String> lines, String... names) {
        return lines.stream()
                .filter(line -> Arrays.stream(names).anyMatch(name -> line.startsWith(name + ":")))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
