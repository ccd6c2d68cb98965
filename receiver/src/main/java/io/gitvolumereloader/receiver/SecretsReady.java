package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secrets;
import io.quarkus.arc.All;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who can tell friend from foe.
 *
 * <p>The API server is left out on purpose: an answer 503 with its reason serves a sender better than no receiver.
 */
@Readiness
public class SecretsReady implements HealthCheck {
    private final Secrets secrets;
    private final List<Provider> providers;

    SecretsReady(Secrets secrets, @All List<Provider> providers) {
        this.secrets = secrets;
        this.providers = providers;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("webhook secrets");
        var any = false;
        for (var provider : providers) {
            var count = secrets.of(provider.name()).size();
            response.withData(provider.name(), count);
            any |= count > 0;
        }
        return response.status(any).build();
    }
}
