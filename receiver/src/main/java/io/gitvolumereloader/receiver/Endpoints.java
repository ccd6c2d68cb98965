package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Provider;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which path belongs to which provider: {@code /<name>}, for every provider that there is. */
@ApplicationScoped
public class Endpoints {
    /** The name, and so the path, of the one function. */
    static final String FUNCTION = "webhook";

    private static final String PROVIDER = Provider.class.getName();

    private final Map<String, Provider> providers;

    Endpoints(@All List<Provider> providers) {
        this.providers = providers.stream().collect(Collectors.toUnmodifiableMap(Provider::name, Function.identity()));
    }

    /** Whose delivery a request is; null where its path belongs to nobody. */
    static @Nullable Provider of(RoutingContext context) {
        return context.get(PROVIDER);
    }

    /**
     * Leads a request to the function, if its path is a provider's and it has not been led there yet: it then begins
     * its way anew, and the caller has nothing more to do with it.
     */
    boolean lead(RoutingContext context) {
        var path = context.request().path();
        if (of(context) != null || path == null || !path.startsWith("/")) {
            return false;
        }
        var provider = providers.get(path.substring(1));
        if (provider == null) {
            return false;
        }
        context.put(PROVIDER, provider);
        context.reroute("/" + FUNCTION);
        return true;
    }
}
