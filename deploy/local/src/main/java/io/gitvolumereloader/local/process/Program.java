package io.gitvolumereloader.local.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A packaged application and how it is started.
 *
 * @param name what people call it
 * @param jar what {@code java -jar} runs
 * @param settings environment variables on top of our own
 * @param temporary the folder for its temporary files
 * @param log the file that its output is appended to
 * @param flags for the JVM on top of those of a small one
 */
public record Program(
        String name, Path jar, Map<String, String> settings, Path temporary, Path log, List<String> flags) {

    /** Keeps copies. */
    public Program {
        settings = Map.copyOf(settings);
        flags = List.copyOf(flags);
    }

    /** With the flags of a small JVM. */
    public Program(String name, Path jar, Map<String, String> settings, Path temporary, Path log) {
        this(name, jar, settings, temporary, log, List.of());
    }

    /** The same with one more setting, which replaces an earlier one of that name. */
    public Program with(String setting, String value) {
        var more = new HashMap<>(settings);
        more.put(setting, value);
        return new Program(name, jar, more, temporary, log, flags);
    }
}
