package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import io.fabric8.kubernetes.client.utils.Utils;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The token of whoever logs in without one, by a client certificate or not at all: looked for once a minute, in case it
 * has come. Fabric8 7.6 would read the whole configuration anew before each request for that, which can cost more than
 * the request. Safe to use from many threads.
 */
public final class LateToken implements OAuthTokenProvider {
    private static final Logger LOG = Logger.getLogger(LateToken.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Config config;
    private final LongSupplier nanoTime;
    private long looked;
    private @Nullable String token;

    LateToken(Config config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.looked = nanoTime.getAsLong();
    }

    /** Gives {@code config} such a token if it has none and nobody who makes it one. */
    public static void customize(Config config) {
        if (Utils.isNullOrEmpty(config.getOauthToken())
                && Utils.isNullOrEmpty(config.getAutoOAuthToken())
                && config.getOauthTokenProvider() == null
                && config.getAuthProvider() == null) {
            config.setOauthTokenProvider(new LateToken(config, System::nanoTime));
        }
    }

    /** The token that was found last; null while there was none. */
    @Override
    public synchronized @Nullable String getToken() {
        var now = nanoTime.getAsLong();
        if (now - looked > BETWEEN_LOOKS.toNanos()) {
            looked = now;
            look();
        }
        return token;
    }

    private void look() {
        try {
            var found = config.refresh().getAutoOAuthToken();
            token = Utils.isNullOrEmpty(found) ? token : found;
        } catch (KubernetesClientException _) {
            LOG.warn("the kubeconfig can't be read any more, and logging in goes on as before: make it valid YAML");
        }
    }
}
