package io.gitvolumereloader.receiver.hook;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Repositories by the spelling of their key, such as {@code github.com/team-a/*}: a {@code *} stands for any characters
 * but {@code /}, and {@code /**} at the end for everything below. Case counts on those sites only where it tells
 * repositories apart. {@code *} alone means every repository.
 */
public record RepositoryPattern(String value) {
    /** Every repository. */
    public static final RepositoryPattern ANY = new RepositoryPattern("*");

    private static final int MAX_LENGTH = 512;
    private static final String BELOW = "/**";
    private static final Pattern FORM = Pattern.compile("[^/\\s]+(/[^/\\s]+)+");

    /** Refuses what {@link #parse} refuses. */
    public RepositoryPattern {
        if (!isPattern(value)) {
            throw new IllegalArgumentException("not a pattern of repositories such as github.com/team-a/*");
        }
    }

    /**
     * Empty where {@code text} can't match a repository: it is {@code *}, or host and path with a slash between them,
     * of at most 512 characters, with neither a scheme nor a {@code **} but at the end.
     */
    public static Optional<RepositoryPattern> parse(String text) {
        return isPattern(text) ? Optional.of(new RepositoryPattern(text)) : Optional.empty();
    }

    /** Whether {@code repository} is meant. Takes a time that grows no faster than the product of both lengths. */
    public boolean matches(RepositoryKey repository) {
        if (equals(ANY)) {
            return true;
        }
        var folds = RepositorySites.foldsCase(repository.host());
        var key = folds ? repository.toString().toLowerCase(Locale.ROOT) : repository.toString();
        var pattern = folds ? value.toLowerCase(Locale.ROOT) : value;
        if (!pattern.endsWith(BELOW)) {
            return matches(pattern, key);
        }
        var above = pattern.substring(0, pattern.length() - BELOW.length());
        var end =
                endOfSegments(key, above.chars().filter(letter -> letter == '/').count() + 1);
        return end > 0 && matches(above, key.substring(0, end));
    }

    private static boolean isPattern(String text) {
        var above = text.endsWith(BELOW) ? text.substring(0, text.length() - BELOW.length()) + "/x" : text;
        return text.equals("*")
                || (text.length() <= MAX_LENGTH && FORM.matcher(above).matches() && !above.contains("**"));
    }

    /** Where the first {@code count} segments of {@code key} end; 0 where there are no more than these. */
    private static int endOfSegments(String key, long count) {
        var end = -1;
        for (var i = 0; i < count; i++) {
            end = key.indexOf('/', end + 1);
            if (end < 0) {
                return 0;
            }
        }
        return end;
    }

    /** Each star takes as little as it can; where that leads nowhere, the last one takes one character more. */
    private static boolean matches(String pattern, String text) {
        var at = 0;
        var star = -1;
        var taken = 0;
        for (var i = 0; i < text.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                taken = i;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0 && text.charAt(taken) != '/') {
                i = ++taken;
                at = star + 1;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(letter -> letter == '*');
    }
}
