package io.gitvolumereloader.agent;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether file names can be written as repositories have them: in the C locale a JVM can't write those beyond ASCII,
 * and a repository with one could not be published.
 */
final class Encoding {
    private Encoding() {}

    /** What to tell where they can't be. */
    static Optional<String> warning() {
        var encoding = System.getProperty("sun.jnu.encoding", "");
        return encoding.toUpperCase(Locale.ROOT).equals("UTF-8")
                ? Optional.empty()
                : Optional.of("File names beyond ASCII can't be written in this locale encoding=" + encoding
                        + "; set LC_ALL=C.UTF-8");
    }
}
