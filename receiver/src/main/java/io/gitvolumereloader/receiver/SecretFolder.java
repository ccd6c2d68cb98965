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
 * <p>Files that are not in order are passed over, and reported. A folder that can't be read any more, or holds no
 * secret at all, does not lock out who was let in before: the secrets of the last good look stay valid. Safe to use
 * from many threads.
 */
final class SecretFolder implements Secrets {
    private static final Logger LOG = Logger.getLogger(SecretFolder.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final SecretFiles files;
    private final InstantSource clock;
    private Map<String, List<Secret>> secrets;
    private Instant lastLook;
    private List<String> faults = List.of();

    /** @throws ConfigurationException if {@code files} holds no secret */
    SecretFolder(SecretFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        var found = files.read();
        this.secrets = found.secrets();
        tell(found.faults());
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
            if (!found.secrets().equals(secrets)) {
                LOG.infof(
                        "webhook secrets have changed files=%d",
                        found.secrets().values().stream().mapToInt(List::size).sum());
            }
            secrets = found.secrets();
            tell(found.faults());
        } catch (ConfigurationException e) {
            tell(List.of("webhook secrets can't be read again, those read before stay valid: " + e.getMessage()));
        }
    }

    /** Each fault is told once, not at every look. */
    private void tell(List<String> now) {
        now.stream().filter(fault -> !faults.contains(fault)).forEach(fault -> LOG.warnf("%s", fault));
        faults = now;
    }

    /** No secret among it. */
    @Override
    public String toString() {
        return "SecretFolder";
    }
}
