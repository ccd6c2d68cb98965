package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What a client finds in a pod of a cluster, and reads again when its token counts no more. One at a time. */
final class InCluster implements AutoCloseable {
    private final Set<String> properties = new HashSet<>();

    /** An API server without TLS. */
    InCluster(String master, Path token) {
        set("kubernetes.master", master);
        set("kubernetes.auth.serviceAccount.token", token.toString());
        set("kubernetes.auth.tryKubeConfig", "false");
    }

    /** One that is known by {@code certificate}. */
    InCluster(String master, Path token, Path certificate) {
        this(master, token);
        set("kubernetes.certs.ca.file", certificate.toString());
    }

    /** As Quarkus makes it in a cluster. */
    Config config() {
        return new ConfigBuilder(Config.autoConfigure(null)).build();
    }

    @Override
    public void close() {
        properties.forEach(System::clearProperty);
    }

    private void set(String property, String value) {
        properties.add(property);
        System.setProperty(property, value);
    }
}
