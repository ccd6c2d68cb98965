package io.gitvolumereloader.local.process;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Quarkus application listens, out of the line that it prints when it has started.
 *
 * @param application null where it serves nothing but the management interface
 * @param management health, metrics and status
 */
record Listening(@Nullable URI application, URI management) {
    private static final Pattern MANAGEMENT =
            Pattern.compile("Management interface listening on (http://[0-9.]+:[0-9]+)");
    private static final Pattern APPLICATION = Pattern.compile("Listening on: (http://[0-9.]+:[0-9]+)");

    static boolean isIn(String output) {
        return MANAGEMENT.matcher(output).find();
    }

    static Listening read(String output) {
        var management = find(MANAGEMENT, output);
        if (management == null) {
            throw new IllegalArgumentException("The application did not print \"" + MANAGEMENT + "\"");
        }
        return new Listening(find(APPLICATION, output), management);
    }

    URI http() {
        if (application == null) {
            throw new IllegalStateException("The application at " + management + " has no port but the management one");
        }
        return application;
    }

    private static @Nullable URI find(Pattern pattern, String output) {
        var matcher = pattern.matcher(output);
        return matcher.find() ? URI.create(matcher.group(1)) : null;
    }
}
