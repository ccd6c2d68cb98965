package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Endpoint;
import io.gitvolumereloader.receiver.hook.Provider;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which path belongs to which provider: {@code /<name>} or {@code /<name>/<token>}, for every provider that there is.
 */
@ApplicationScoped
public class Endpoints {
    /** The name, and so the path, of the one function. */
    static final String FUNCTION = "webhook";

    private static final String PROVIDER = Provider.class.getName();
    private static final String TOKEN = Endpoint.class.getName();

    private final Map<String, Provider> providers;

    Endpoints(@All List<Provider> providers) {
        this.providers = providers.stream().collect(Collectors.toUnmodifiableMap(Provider::name, Function.identity()));
    }

    /** Whose delivery a request is; null where its path belongs to nobody. */
    static @Nullable Provider of(RoutingContext context) {
        return context.get(PROVIDER);
    }

    /** The request without its body. */
    static Delivery headers(RoutingContext context) {
        var headers = Delivery.of(context.request().headers(), new byte[0]);
        String token = context.get(TOKEN);
        return token == null ? headers : headers.withPathToken(token);
    }

    /**
     * Leads a request to the function, if its path is a provider's and it has not been led there yet: it then begins
     * its way anew, and the caller has nothing more to do with it.
     */
    boolean lead(RoutingContext context) {
        var path = context.request().path();
        if (of(context) != null || path == null) {
            return false;
        }
        var endpoint = Endpoint.of(path);
        var provider = providers.get(endpoint.provider());
        if (provider == null || !endpoint.fits(provider)) {
            return false;
        }
        context.put(PROVIDER, provider);
        endpoint.token().ifPresent(token -> context.put(TOKEN, token));
        context.reroute("/" + FUNCTION);
        return true;
    }
}
