package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ApiTroubleTest {
    @Test
    void aCertificateThatNobodyTrustsIsToldAsSuch() throws MalformedURLException {
        var handshake = new SSLHandshakeException("Failed to create SSL connection");
        handshake.initCause(new CertPathBuilderException("unable to find valid certification path"));

        assertThat(told(new IOException(handshake)))
                .startsWith("the API server at https://api.example:6443 shows a certificate that")
                .contains("certificate authority", "KUBECONFIG");
    }

    @Test
    void aClosedPortIsToldWithTheAddress() throws MalformedURLException {
        var refused = new ConnectException("Connection refused");

        assertThat(told(new IOException("Connection refused: /192.0.2.1:6443", refused)))
                .isEqualTo("the API server at https://api.example:6443 can't be reached (Connection refused); "
                        + "check the address and the network policy");
    }

    @Test
    void nothingElseIsQuoted() throws MalformedURLException {
        assertThat(told(new IllegalArgumentException("a header of 8814652c9f")))
                .contains("IllegalArgumentException")
                .doesNotContain("8814652c9f", "password", "somebody");
    }

    private static String told(Exception cause) throws MalformedURLException {
        return ApiTrouble.of(
                new KubernetesClientException("failed", cause),
                URI.create("https://somebody:password@api.example:6443/path").toURL());
    }
}
