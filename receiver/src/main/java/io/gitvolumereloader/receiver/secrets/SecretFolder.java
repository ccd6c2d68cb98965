package io.gitvolumereloader.receiver.secrets;

import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Secrets;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The secrets in a folder, read again every second by a thread of its own, so that whoever asks never waits.
 *
 * <p>A set counts as a whole: where anything is wrong with a new one, the last good one stays valid, and the log says
 * what to do, once. Safe to use from many threads.
 */
public final class SecretFolder implements Secrets, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SecretFolder.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final SecretFiles files;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("secrets").factory());
    private volatile SecretSet secrets;
    private List<String> told = List.of();
    private boolean faulty;

    /** @throws ConfigurationException if anything is wrong with the secrets; says what to do, line by line */
    public SecretFolder(SecretFiles files) {
        this.files = files;
        this.secrets = files.read();
        tell(secrets.remarks());
    }

    /** Begins to look for changes. */
    public SecretFolder watched() {
        var pause = BETWEEN_LOOKS.toMillis();
        var _ = looker.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public List<Secret> of(String provider) {
        return secrets.byProvider().getOrDefault(provider, List.of());
    }

    /** Takes over what the folder holds now; never throws, since nobody would look any more. */
    synchronized void look() {
        try {
            takeOver(files.read());
        } catch (ConfigurationException e) {
            keep(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            keep("please report this: " + e.getClass().getName());
        }
    }

    private void takeOver(SecretSet found) {
        if (secrets.bound() && !found.bound()) {
            keep(BindingFile.NAME + " is gone, and without it every secret would be good for everything: bring it"
                    + " back, or restart the receiver.");
            return;
        }
        if (!found.byProvider().equals(secrets.byProvider())) {
            LOG.infof("webhook secrets have changed secrets=%d", found.size());
        }
        if (faulty) {
            faulty = false;
            LOG.infof("the webhook secrets can be used again, and are secrets=%d", found.size());
        }
        secrets = found;
        tell(found.remarks());
    }

    private void keep(String fault) {
        faulty = true;
        tell(List.of("the webhook secrets have changed to what can't be used, those read before stay valid: " + fault));
    }

    /** Each line is told once, not at every look. */
    private void tell(List<String> now) {
        now.stream().filter(line -> !told.contains(line)).forEach(line -> LOG.warnf("%s", line));
        told = now;
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }

    /** No secret among it. */
    @Override
    public String toString() {
        return "SecretFolder";
    }
}
