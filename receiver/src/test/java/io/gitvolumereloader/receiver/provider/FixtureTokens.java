package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.oidc.KeyServer;
import io.gitvolumereloader.receiver.oidc.KeySet;
import io.gitvolumereloader.receiver.oidc.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Checks the tokens in fixtures by the public keys that lie beside them in {@code keys.json}; the private ones were
 * thrown away. Reaches no network.
 */
final class FixtureTokens {
    private static final Path KEYS = Path.of("src", "test", "resources", "providers", "cloudevents", "keys.json");
    private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

    private FixtureTokens() {}

    static KeyServer keys() {
        return () -> KeySet.of(ISSUER, Files.readString(KEYS));
    }

    static Tokens at(Instant now) {
        return new Tokens(Optional.of("git-volume-reloader"), keys(), InstantSource.fixed(now), () -> 0);
    }
}
