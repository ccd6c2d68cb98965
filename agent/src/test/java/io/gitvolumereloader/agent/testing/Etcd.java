package io.gitvolumereloader.agent.testing;

import io.fabric8.kubeapitest.binary.Binaries;
import io.gitvolumereloader.agent.testing.Servers.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The store of an API server. */
public final class Etcd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final URI url = URI.create("http://127.0.0.1:" + Servers.freePort());
    private final Run run;

    /** An empty one in {@code folder}, which tells of its progress as often as kubeadm's does. */
    Etcd(Binaries binaries, Path folder) {
        run = new Run(
                binaries.getEtcd(),
                // What it is called in 3.5, and since 3.6.
                Map.of(
                        "ETCD_EXPERIMENTAL_WATCH_PROGRESS_NOTIFY_INTERVAL", "5s",
                        "ETCD_WATCH_PROGRESS_NOTIFY_INTERVAL", "5s"),
                List.of(
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=" + url,
                        "--advertise-client-urls=" + url,
                        "--listen-peer-urls=http://127.0.0.1:0"),
                folder.resolve("etcd.log"));
    }

    URI url() {
        return url;
    }

    /** Makes it forget everything but what is now. */
    public void forgetHistory() {
        var anything = ask("range", "{\"key\":\"AA==\"}");
        var revision = anything.replaceAll("(?s).*\"revision\":\"(\\d+)\".*", "$1");
        ask("compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
    }

    @Override
    public void close() {
        run.close();
    }

    private String ask(String what, String body) {
        var request = HttpRequest.newBuilder(url.resolve("/v3/kv/" + what))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(PATIENCE)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("etcd answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
