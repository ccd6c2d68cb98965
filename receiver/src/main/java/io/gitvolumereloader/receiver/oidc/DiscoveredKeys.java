package io.gitvolumereloader.receiver.oidc;

import io.gitvolumereloader.receiver.hook.Web;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * The keys of an issuer that tells by <a
 * href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID Connect Discovery</a> where
 * they are. Only over https; the web's limits of size and time hold for each of the two answers.
 */
public final class DiscoveredKeys implements KeyServer {
    private static final String PLACE = "/.well-known/openid-configuration";

    private final String issuer;
    private final Web web;

    /** @param issuer its URL, as its tokens write it; {@link #isIssuer} */
    public DiscoveredKeys(String issuer, Web web) {
        this.issuer = issuer;
        this.web = web;
    }

    /** Whether {@code url} can name an issuer: https, a host, neither user nor query nor fragment. */
    public static boolean isIssuer(String url) {
        return https(url)
                .filter(uri ->
                        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null)
                .isPresent();
    }

    @Override
    public Optional<String> issuer() {
        return Optional.of(issuer);
    }

    @Override
    public KeySet fetch() throws IOException {
        var discovery = URI.create(issuer.replaceAll("/+$", "") + PLACE);
        var told = json(get(discovery));
        if (!issuer.equals(told.get("issuer"))) {
            throw new IOException(discovery + " is of another issuer: set receiver.oidc.issuer to the very text that it"
                    + " has as issuer");
        }
        var keys = told.get("jwks_uri") instanceof String url ? https(url) : Optional.<URI>empty();
        return KeySet.of(
                issuer, get(keys.orElseThrow(() -> new IOException(discovery + " names no jwks_uri of https"))));
    }

    private String get(URI uri) throws IOException {
        return switch (web.get(uri)) {
            case Web.Got(var text) -> text;
            case Web.Failed(var reason) -> throw new IOException(uri + ": " + reason);
        };
    }

    private static Optional<URI> https(String url) {
        try {
            return Optional.of(URI.create(url)).filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> json(String text) throws IOException {
        try {
            return JsonUtil.parseJson(text);
        } catch (JoseException | RuntimeException e) {
            throw new IOException("the issuer's openid-configuration is no JSON", e);
        }
    }
}
