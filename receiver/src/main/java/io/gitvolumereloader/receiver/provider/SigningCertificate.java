package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Somebody's public RSA key, with his name and how long it is his. Safe for many threads. */
record SigningCertificate(X509Certificate certificate) {
    /** All of the text, so that nothing that a server merely repeats passes for a certificate of its own. */
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]++-----END CERTIFICATE-----\\s*");

    private static final int SHORTEST_KEY = 2048;
    private static final int DNS_NAME = 2;

    /** Reads one certificate in PEM; empty where {@code text} is anything else, or more. */
    static Optional<SigningCertificate> parse(String text) {
        if (!PEM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var in = new ByteArrayInputStream(text.strip().getBytes(US_ASCII));
            return CertificateFactory.getInstance("X.509").generateCertificate(in) instanceof X509Certificate one
                    ? Optional.of(new SigningCertificate(one))
                    : Optional.empty();
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }

    /** Why it does not vouch for one of {@code names} at this time; empty where it does. */
    Optional<String> objection(Set<String> names, Instant now) {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey key)
                || key.getModulus().bitLength() < SHORTEST_KEY) {
            return Optional.of("the signing certificate has no RSA key of " + SHORTEST_KEY + " bits");
        }
        if (names().noneMatch(names::contains)) {
            return Optional.of("the signing certificate is not that of SNS in the topic's region");
        }
        try {
            certificate.checkValidity(Date.from(now));
            return Optional.empty();
        } catch (CertificateException _) {
            return Optional.of("the signing certificate is expired, or not valid yet");
        }
    }

    /** Whether its key has made {@code signature} of {@code signed}; {@code algorithm} is one that Java has. */
    boolean fits(String algorithm, byte[] signature, byte[] signed) {
        try {
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // a signature of a length that this key does not make, for instance
        }
    }

    /** The alternative names, and only where there are none the common name; as browsers used to have it. */
    private Stream<String> names() {
        var alternative = alternativeNames();
        return alternative.isEmpty() ? commonNames() : alternative.stream();
    }

    private Set<String> alternativeNames() {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException _) {
            return Set.of("");
        }
    }

    private Stream<String> commonNames() {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()));
        } catch (InvalidNameException _) {
            return Stream.empty();
        }
    }
}
