package io.gitvolumereloader.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What Basic authentication (RFC 7617) must carry as its password; the user's name may be any. */
record Password(String secret) {
    private static final String SCHEME = "Basic ";

    boolean isIn(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return false;
        }
        var credentials = new String(Base64.getDecoder().decode(authorization.substring(SCHEME.length())), UTF_8);
        var password = credentials.substring(credentials.indexOf(':') + 1);
        return MessageDigest.isEqual(password.getBytes(UTF_8), secret.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Password[secret=…]";
    }
}
