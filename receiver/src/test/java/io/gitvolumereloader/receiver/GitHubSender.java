package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends deliveries as GitHub does. */
final class GitHubSender {
    private static final AtomicInteger COMMITS = new AtomicInteger();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;

    GitHubSender(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** A push of a commit that never was before. */
    static String push(String repository, String ref) {
        return """
                {"ref": "%s", "before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246", "after": "%040x", "deleted": false,
                 "repository": {"clone_url": "https://github.com/%s.git", "html_url": "https://github.com/%s",
                   "ssh_url": "git@github.com:%s.git", "git_url": "git://github.com/%s.git",
                   "svn_url": "https://github.com/%s", "default_branch": "main"}}""".formatted(
                        ref, COMMITS.incrementAndGet(), repository, repository, repository, repository, repository);
    }

    /** A request with everything that GitHub sends but the signature. */
    HttpRequest.Builder request(String event, byte[] body) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/044aadd")
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .POST(BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> signed(String event, String body) {
        return signed(event, body, Cluster.SECRET);
    }

    HttpResponse<String> signed(String event, String body, String secret) {
        var bytes = body.getBytes(UTF_8);
        return send(request(event, bytes).header("X-Hub-Signature-256", signature(bytes, secret)));
    }

    HttpResponse<String> signedForm(String event, String payload) {
        var bytes = ("payload=" + URLEncoder.encode(payload, UTF_8)).getBytes(UTF_8);
        return send(request(event, bytes)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Hub-Signature-256", signature(bytes, Cluster.SECRET)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the receiver did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static String signature(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
