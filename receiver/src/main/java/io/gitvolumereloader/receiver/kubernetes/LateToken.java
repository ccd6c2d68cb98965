package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import io.fabric8.kubernetes.client.utils.Utils;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The token of whoever logs in without one, by a client certificate or not at all: looked for when something is asked,
 * every ten seconds at most, in case it has come, and beside the requests, which never wait for that. Fabric8 7.6 would
 * read the whole configuration before each request, which can cost more than the request. Safe to use from many
 * threads.
 */
public final class LateToken implements OAuthTokenProvider {
    private static final Logger LOG = Logger.getLogger(LateToken.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Config config;
    private final LongSupplier nanoTime;
    private final Executor looks;
    private long looked;
    private boolean looking;
    private boolean failing;
    private @Nullable String token;

    LateToken(Config config, LongSupplier nanoTime, Executor looks) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.looks = looks;
        this.looked = nanoTime.getAsLong();
    }

    /** Gives {@code config} such a token if it has none and nobody who makes it one. */
    public static void customize(Config config) {
        if (Utils.isNullOrEmpty(config.getOauthToken())
                && Utils.isNullOrEmpty(config.getAutoOAuthToken())
                && config.getOauthTokenProvider() == null
                && config.getAuthProvider() == null) {
            config.setOauthTokenProvider(new LateToken(config, System::nanoTime, Thread::startVirtualThread));
        }
    }

    /** The token that was found last; null while there was none. */
    @Override
    public @Nullable String getToken() {
        if (isDue()) {
            looks.execute(this::look);
        }
        return found();
    }

    private synchronized boolean isDue() {
        var now = nanoTime.getAsLong();
        if (looking || now - looked <= BETWEEN_LOOKS.toNanos()) {
            return false;
        }
        looked = now;
        looking = true;
        return true;
    }

    private synchronized @Nullable String found() {
        return token;
    }

    private void look() {
        var read = false;
        String found = null;
        try {
            found = config.refresh().getAutoOAuthToken();
            read = true;
        } catch (RuntimeException _) {
            // Its message may quote a line with a secret.
        } finally {
            ended(found, read);
        }
    }

    private synchronized void ended(@Nullable String found, boolean read) {
        if (!read && !failing) {
            LOG.warn("The kubeconfig can't be read any more, and logging in goes on as before: make it a valid one");
        }
        looking = false;
        failing = !read;
        token = Utils.isNullOrEmpty(found) ? token : found;
    }
}
