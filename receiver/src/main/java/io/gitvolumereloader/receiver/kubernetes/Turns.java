package io.gitvolumereloader.receiver.kubernetes;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Whose turn it is: one write of each delivery, and then one of the first again, so that a delivery with one pod does
 * not wait for one with thousands. Not safe to use from many threads.
 */
final class Turns {
    private final SequencedMap<Round, SequencedSet<Write>> waiting = new LinkedHashMap<>();

    void add(Write write) {
        waiting.computeIfAbsent(write.round(), _ -> new LinkedHashSet<>()).add(write);
    }

    void remove(Write write) {
        waiting.computeIfPresent(write.round(), (_, writes) -> {
            writes.remove(write);
            return writes.isEmpty() ? null : writes;
        });
    }

    /** Takes out the write whose turn it is; empty where none waits. */
    Optional<Write> next() {
        return Optional.ofNullable(waiting.pollFirstEntry())
                .map(Map.Entry::getValue)
                .map(writes -> {
                    var write = writes.removeFirst();
                    if (!writes.isEmpty()) {
                        waiting.putLast(write.round(), writes);
                    }
                    return write;
                });
    }
}
