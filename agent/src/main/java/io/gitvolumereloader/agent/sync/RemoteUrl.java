package io.gitvolumereloader.agent.sync;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where a repository is fetched from: an {@code https} or {@code http} URL without credentials.
 *
 * @param uri scheme, host and path; never user information, query or fragment
 */
public record RemoteUrl(URI uri) {
    /** {@code user@host:path}, which Git takes for ssh. */
    private static final Pattern SCP_LIKE = Pattern.compile("[^/@:]+@[^/:]+:.*");

    /** What a text turned out to be. */
    public sealed interface Reading {
        /** The text is a repository's URL. */
        record Usable(RemoteUrl url) implements Reading {}

        /**
         * The text is none that can be fetched from.
         *
         * @param reason what is wrong and what to do; holds nothing of the text that could be a secret
         */
        record Unusable(String reason) implements Reading {}
    }

    /** Reads a URL as users write it; a password in it is refused, so that no log or status page can show one. */
    public static Reading read(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException _) {
            return noUrl(text);
        }
        var scheme = uri.getScheme();
        if (scheme == null || uri.isOpaque()) {
            return noUrl(text);
        }
        if (!scheme.equalsIgnoreCase("https") && !scheme.equalsIgnoreCase("http")) {
            return unsupported(scheme);
        }
        if (uri.getHost() == null || uri.getPath().length() <= 1) {
            return new Reading.Unusable(
                    uri.getHost() == null
                            ? "it names no host, or one with characters that no host name has; write https://host/path"
                            : "it names no path; write https://host/path");
        }
        if (uri.getRawUserInfo() != null) {
            return new Reading.Unusable(
                    "it carries credentials; leave them out and put the token into agent.auth.token-file");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return new Reading.Unusable("it has a query or a fragment; leave out what comes behind ? or #");
        }
        return new Reading.Usable(new RemoteUrl(uri));
    }

    /** Whether what is sent travels encrypted, or does not leave this machine. */
    public boolean isPrivate() {
        var host = uri.getHost();
        return uri.getScheme().equalsIgnoreCase("https")
                || host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static Reading noUrl(String text) {
        return SCP_LIKE.matcher(text.strip()).matches()
                ? unsupported("ssh")
                : new Reading.Unusable("it is not a URL; write https://host/path");
    }

    private static Reading unsupported(String scheme) {
        return new Reading.Unusable("this version fetches by https and http, not by " + shortened(scheme)
                + "; set agent.repository to the repository's https URL");
    }

    private static String shortened(String scheme) {
        return scheme.length() <= 10 ? scheme : scheme.substring(0, 10) + "…";
    }
}
