package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Secrets;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The secrets in a folder, read again when they are used and the last look is a second old.
 *
 * <p>A folder that can't be read any more, or holds no secret, does not lock out who was let in before: the secrets of
 * the last good look stay valid. Safe to use from many threads.
 */
final class SecretFolder implements Secrets {
    private static final Logger LOG = Logger.getLogger(SecretFolder.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final SecretFiles files;
    private final InstantSource clock;
    private Map<String, List<Secret>> secrets;
    private Instant lastLook;
    private boolean broken;

    /** @throws ConfigurationException if {@code files} holds no secret */
    SecretFolder(SecretFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        this.secrets = files.read();
        this.lastLook = clock.instant();
    }

    @Override
    public synchronized List<Secret> of(String provider) {
        var now = clock.instant();
        if (Duration.between(lastLook, now).abs().compareTo(BETWEEN_LOOKS) >= 0) {
            lastLook = now;
            look();
        }
        return secrets.getOrDefault(provider, List.of());
    }

    private void look() {
        try {
            var found = files.read();
            if (!found.equals(secrets)) {
                LOG.infof(
                        "webhook secrets have changed files=%d",
                        found.values().stream().mapToInt(List::size).sum());
            }
            secrets = found;
            broken = false;
        } catch (ConfigurationException e) {
            if (!broken) {
                LOG.warnf("webhook secrets can't be read again, those read before stay valid: %s", e.getMessage());
            }
            broken = true;
        }
    }

    /** No secret among it. */
    @Override
    public String toString() {
        return "SecretFolder";
    }
}
