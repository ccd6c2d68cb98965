package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URL;
import java.security.cert.CertPathBuilderException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Says in words why a request for the own pod failed at the API server that was asked, and what to do about it. */
final class ApiTrouble {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private ApiTrouble() {}

    /** Cause and remedy; {@code asked} is where the client asks. */
    static String of(KubernetesClientException failure, URL asked) {
        var server = "the API server at " + address(asked);
        return switch (failure.getCode()) {
            case UNAUTHORIZED ->
                server + " does not accept the agent's token (401): it is unknown there, or has expired; mount a token "
                        + "that kubelet renews, or renew the one of KUBECONFIG";
            case FORBIDDEN -> server + " refuses (403); grant the agent's service account get on pods";
            default ->
                failure.getCode() > 0
                        ? server + " answered " + failure.getCode() + "; look at its log"
                        : unreached(failure, server);
        };
    }

    private static String unreached(KubernetesClientException failure, String server) {
        var untrusted = causes(failure).anyMatch(CertPathBuilderException.class::isInstance);
        return untrusted
                ? server + " shows a certificate that the configured certificate authority has not signed; set "
                        + "certificate-authority in KUBECONFIG, or the pod's ca.crt, to the cluster's own"
                : server + " can't be reached (" + text(failure) + "); check the address and the network policy";
    }

    /** Of the innermost cause; only what speaks of the network is quoted. */
    private static String text(KubernetesClientException failure) {
        var cause = causes(failure).reduce(failure, (_, inner) -> inner);
        return cause instanceof IOException || cause instanceof TimeoutException
                ? Failure.Broken.text(cause)
                : cause.getClass().getSimpleName();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** Without a user, a password or a path. */
    private static String address(URL url) {
        return url.getProtocol() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
