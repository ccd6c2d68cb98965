package io.gitvolumereloader.local.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;

/**
 * Pages of 2 to 6 KB of text, the same in every run: an edition of a page differs from the others in its first
 * paragraph.
 */
final class Pages {
    private static final int LEAST_BYTES = 2 * 1024;
    private static final int MOST_BYTES = 6 * 1024;
    private static final int WORDS_A_PARAGRAPH = 60;
    private static final int PAGES_A_FOLDER = 50;
    private static final int FOLDERS_A_SECTION = 40;
    private static final String[] WORDS = {
        "volume", "push", "branch", "page", "sidecar", "commit", "reader", "cluster", "follows", "shows", "at", "once",
        "every", "replica", "quietly", "and", "without", "restart", "so", "nobody", "waits", "while", "files", "change",
        "under", "a", "running", "server", "that", "serves", "them", "all"
    };

    private Pages() {}

    /** The path of a page, {@code number} from 0. */
    static String path(int number) {
        int folder = number / PAGES_A_FOLDER;
        return "docs/section-%02d/chapter-%02d/page-%05d.md"
                .formatted(folder / FOLDERS_A_SECTION, folder % FOLDERS_A_SECTION, number);
    }

    /** The text of a page. */
    static byte[] text(int number, int edition) {
        var words = new SplittableRandom(number);
        int length = words.nextInt(LEAST_BYTES, MOST_BYTES);
        var text =
                new StringBuilder(length + 16).append("# Page ").append(number).append("\n\n");
        paragraph(new SplittableRandom((long) edition << 32 | number), text);
        while (text.length() < length) {
            paragraph(words, text);
        }
        text.setLength(length);
        return text.append('\n').toString().getBytes(US_ASCII);
    }

    private static void paragraph(SplittableRandom random, StringBuilder text) {
        for (int i = 0; i < WORDS_A_PARAGRAPH; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        text.append("\n\n");
    }
}
