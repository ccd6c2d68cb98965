package io.gitvolumereloader.agent.publish;

import java.util.HexFormat;

/**
 * What files named after objects look like, a number each, in a table of 1 MiB.
 *
 * <p>Two objects whose names begin alike are taken for one another: at worst a file is looked for that is not there, or
 * one is taken for touched. Filled by one thread, and read by any number once that has ended.
 */
final class EarlyLooks {
    private static final int DIGITS = 16;
    private static final int SLOTS = 1 << 16;
    private static final int MOST = SLOTS - SLOTS / 8;

    private final long[] keys = new long[SLOTS];
    private final long[] looks = new long[SLOTS];
    private int size;

    /** Whether nothing more may be added. */
    boolean isFull() {
        return size == MOST;
    }

    /** Remembers what the file {@code object} looks like. */
    void add(String object, long look) {
        var key = key(object);
        var slot = slot(key);
        size += keys[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        looks[slot] = look;
    }

    /** Whether a file of this name was added. */
    boolean has(String object) {
        return keys[slot(key(object))] != 0;
    }

    /** What a file that was added looks like. */
    long of(String object) {
        return looks[slot(key(object))];
    }

    /** Where {@code key} is or belongs; the table never gets full, so there is such a place. */
    private int slot(long key) {
        var slot = (int) (key >>> 32) & (SLOTS - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }

    /** Names of objects are hash values already. */
    private static long key(String object) {
        return HexFormat.fromHexDigitsToLong(object, 0, DIGITS) | 1;
    }
}
