package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and its certificate, made by the JDK's keytool for this run only. */
public final class MadeKey {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "key";
    private static final String AUTHORITY = "authority";

    private final KeyStore store;
    private final Certificate signer;

    private MadeKey(KeyStore store, Certificate signer) {
        this.store = store;
        this.signer = signer;
    }

    /** An RSA key of 2,048 bits, with a certificate by itself; {@code more} are options of keytool. */
    public static MadeKey rsa(String name, String... more) {
        var options = new ArrayList<>(List.of("-keyalg", "RSA", "-keysize", "2048"));
        options.addAll(List.of(more));
        return of(name, options);
    }

    /** An RSA key whose certificate is by an authority that {@link #client()} trusts. */
    public static MadeKey byAuthority(String name, String... more) {
        var options = new ArrayList<>(List.of("-keyalg", "RSA", "-keysize", "2048", "-signer", AUTHORITY));
        options.addAll(List.of(more));
        return made(List.of(
                command(AUTHORITY, "CN=authority", List.of("-keyalg", "RSA", "-keysize", "2048", "-ext", "bc:c")),
                command(ALIAS, name, options)));
    }

    /** Any key, with a certificate by itself; {@code options} of keytool say which. */
    public static MadeKey of(String name, List<String> options) {
        return made(List.of(command(ALIAS, name, options)));
    }

    private static List<String> command(String alias, String name, List<String> options) {
        var command = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", name, "-storetype", "PKCS12"));
        command.addAll(options);
        if (!options.contains("-startdate")) {
            command.addAll(List.of("-startdate", "-1d"));
        }
        return command;
    }

    private static MadeKey made(List<List<String>> commands) {
        try {
            var folder = Files.createTempDirectory("made-key");
            var file = folder.resolve("store.p12");
            for (var command : commands) {
                keytool(file, command);
            }
            var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            Files.delete(file);
            Files.delete(folder);
            var signer = store.getCertificate(store.containsAlias(AUTHORITY) ? AUTHORITY : ALIAS);
            store.deleteEntry(AUTHORITY);
            return new MadeKey(store, signer);
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError("every JDK has keytool", e);
        }
    }

    private static void keytool(Path file, List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(options);
        command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
        var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = keytool.getInputStream()) {
            var said = new String(out.readAllBytes(), UTF_8);
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new AssertionError("keytool says " + said);
            }
        }
    }

    /** The key. */
    public PrivateKey key() throws GeneralSecurityException {
        return (PrivateKey) store.getKey(ALIAS, PASSWORD.toCharArray());
    }

    /** The certificate, as files have it. */
    public String pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(store.getCertificate(ALIAS).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** What a server has who shows this certificate. */
    public SSLContext server() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** What a client has who trusts whoever signed this certificate, and nobody else. */
    public SSLContext client() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, signer);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
