package io.gitvolumereloader.receiver.hook;

import java.util.Optional;

/**
 * Where a request went: {@code /<provider>}, or {@code /<provider>/<token>}. Immutable.
 *
 * @param provider what stands where a provider's name belongs; there may be no such provider
 * @param token what stands behind it: maybe a secret, so not to be printed
 */
public record Endpoint(String provider, Optional<String> token) {
    /** The place that {@code path} names; any text is one. */
    public static Endpoint of(String path) {
        var begin = path.startsWith("/") ? 1 : 0;
        var end = path.indexOf('/', begin);
        return end < 0
                ? new Endpoint(path.substring(begin), Optional.empty())
                : new Endpoint(path.substring(begin, end), Optional.of(path.substring(end + 1)));
    }

    /**
     * Whether a request there is for {@code candidate}. Who has a token may forget it, and is then refused for that.
     */
    public boolean fits(Provider candidate) {
        return provider.equals(candidate.name()) && (token.isEmpty() || candidate.hasPathToken());
    }

    /** The place without its token. */
    @Override
    public String toString() {
        return "/" + provider + (token.isPresent() ? "/..." : "");
    }
}
