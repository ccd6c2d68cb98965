package io.gitvolumereloader.receiver;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Hook;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Printable;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secrets;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.https.HttpsWeb;
import io.gitvolumereloader.receiver.kubernetes.ClusterKeys;
import io.gitvolumereloader.receiver.kubernetes.Fabric8Pods;
import io.gitvolumereloader.receiver.kubernetes.LateToken;
import io.gitvolumereloader.receiver.oidc.DiscoveredKeys;
import io.gitvolumereloader.receiver.oidc.KeyServer;
import io.gitvolumereloader.receiver.oidc.Tokens;
import io.gitvolumereloader.receiver.provider.BitbucketServer;
import io.gitvolumereloader.receiver.provider.CloudEvents;
import io.gitvolumereloader.receiver.provider.Generic;
import io.gitvolumereloader.receiver.secrets.SecretFiles;
import io.gitvolumereloader.receiver.secrets.SecretFolder;
import io.quarkus.arc.All;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Puts the parts together; the only place that knows them all. */
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final BigInteger MIN_BODY = BigInteger.valueOf(1024);
    private static final BigInteger MAX_BODY = BigInteger.valueOf(25L * 1024 * 1024);
    private static final int MAX_NAME = 100;
    private static final Pattern URL = Pattern.compile("https?://[^@?#]+");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

    @Produces
    @Singleton
    BitbucketServer bitbucketServer(ReceiverConfig config) {
        var base = config.bitbucketServer().url();
        base.filter(url -> !URL.matcher(url).matches()
                        || RepositoryKey.parse(url + "/scm/key/slug").isEmpty())
                .ifPresent(_ -> {
                    throw new ConfigurationException("receiver.bitbucket-server.url is not the URL of a server: set it"
                            + " to one such as https://bitbucket.example.com, or with a path behind.");
                });
        return new BitbucketServer(base);
    }

    @Produces
    @Singleton
    Generic generic(ReceiverConfig config) {
        var generic = config.generic();
        if (!HEADER.matcher(generic.header()).matches()) {
            throw new ConfigurationException(
                    "receiver.generic.header is not the name of a header: set it to one such as X-Signature.");
        }
        return new Generic(generic.header(), generic.prefix(), generic.encoding(), generic.algorithm());
    }

    @Produces
    @Singleton
    Web web() {
        return new HttpsWeb();
    }

    @Produces
    @Singleton
    CloudEvents cloudEvents(ReceiverConfig config, Instance<KubernetesClient> client, Web web, InstantSource clock) {
        var server = keyServer(config, web, client::get);
        return new CloudEvents(new Tokens(config.oidc().audience(), server, clock, System::nanoTime));
    }

    /** @throws ConfigurationException if the setting can't be meant so */
    static KeyServer keyServer(ReceiverConfig config, Web web, Supplier<KubernetesClient> client) {
        var issuer = config.oidc().issuer();
        if (issuer.isPresent() && !DiscoveredKeys.isIssuer(issuer.get())) {
            throw new ConfigurationException("receiver.oidc.issuer is not the URL of an issuer: set it to one such as"
                    + " https://issuer.example.com, or leave it out for this cluster's.");
        }
        return issuer.<KeyServer>map(url -> new DiscoveredKeys(url, web)).orElseGet(() -> new ClusterKeys(client));
    }

    @Produces
    @Singleton
    KubernetesConfigCustomizer token() {
        return LateToken::customize;
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    @Startup(1)
    Secrets secrets(ReceiverConfig config, @All List<Provider> providers) {
        var folder = config.secrets()
                .orElseThrow(() ->
                        new ConfigurationException("receiver.secrets is not set: set it (or RECEIVER_SECRETS in the"
                                + " environment) to the folder with the files that hold your webhooks' secrets."));
        return new SecretFolder(new SecretFiles(folder, providers)).watched();
    }

    void close(@Disposes Secrets secrets) {
        if (secrets instanceof SecretFolder folder) {
            folder.close();
        }
    }

    @Produces
    @Singleton
    @Startup(2)
    Fabric8Pods pods(ReceiverConfig config, KubernetesClient client) {
        var inFlight = config.fanOut().inFlight();
        if (inFlight < 1) {
            throw new ConfigurationException(
                    "receiver.fan-out.in-flight is " + inFlight + ": set it to a number from 1 up, such as 16.");
        }
        check("receiver.fan-out.deadline", config.fanOut().deadline(), Duration.ofMillis(100), Duration.ofMinutes(1));
        check("receiver.fan-out.drain", config.fanOut().drain(), Duration.ZERO, Duration.ofMinutes(5));
        check("receiver.body-timeout", config.bodyTimeout(), Duration.ofMillis(100), Duration.ofMinutes(5));
        var maxBody = config.maxBody().asBigInteger();
        if (maxBody.compareTo(MIN_BODY) < 0 || maxBody.compareTo(MAX_BODY) > 0) {
            throw new ConfigurationException(
                    "receiver.max-body is " + maxBody + " bytes: set it to 1K at least and 25M at most.");
        }
        return new Fabric8Pods(
                client, namespaces(config, client), inFlight, config.fanOut().deadline());
    }

    @Produces
    @Singleton
    @Startup(1)
    Aliases aliases(ReceiverConfig config) {
        return aliasesIn(config);
    }

    /** @throws ConfigurationException if the setting can't be meant so */
    static Aliases aliasesIn(ReceiverConfig config) {
        try {
            return Aliases.parse(config.aliases().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("receiver.aliases " + e.getMessage() + ".");
        }
    }

    @Produces
    @Singleton
    Hook hook(Secrets secrets, Pods pods, Aliases aliases, InstantSource clock, ReceiverConfig config) {
        return new Hook(secrets, pods, aliases, clock, config.fanOut().deadline(), LOG::warn);
    }

    static void check(String setting, Duration value, Duration shortest, Duration longest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            throw new ConfigurationException(setting + " is " + Settings.spelled(value) + ": set it to something from "
                    + Settings.spelled(shortest) + " to " + Settings.spelled(longest) + ".");
        }
    }

    static List<String> namespaces(ReceiverConfig config, KubernetesClient client) {
        var own = client.getNamespace();
        var namespaces = config.namespaces().orElseGet(() -> own == null ? List.of() : List.of(own));
        if (namespaces.isEmpty()) {
            throw new ConfigurationException(
                    "receiver.namespaces is not set and the Kubernetes client knows no namespace of its"
                            + " own: set receiver.namespaces to the namespaces of your pods, or to * for all.");
        }
        for (var namespace : namespaces) {
            if (!Scope.isNamespace(namespace) && !(namespace.equals(Scope.ALL) && namespaces.size() == 1)) {
                throw new ConfigurationException("receiver.namespaces holds '" + Printable.of(namespace, MAX_NAME)
                        + "', which is no namespace: write names separated by commas, or * alone for all.");
            }
        }
        LOG.infof("looking for pods in namespaces=%s", namespaces);
        return namespaces;
    }
}
