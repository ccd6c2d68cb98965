package io.gitvolumereloader.receiver.https;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gitvolumereloader.receiver.hook.Web;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks by the JDK's client, over HTTPS only, with its check of certificate and host: no redirect is followed, a body
 * has at most 64 KiB, and all of it takes five seconds at most, of four at a time.
 *
 * <p>That is seldom done, so a client lives for one question; nothing is kept. Proxies are those of the JDK's system
 * properties. Safe for many threads.
 */
public final class HttpsWeb implements Web {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MAX_BODY = 64 * 1024;
    private static final int OK = 200;
    private static final int MAX_AT_A_TIME = 4;

    private final Supplier<HttpClient.Builder> clients;
    private final Duration deadline;
    private final Semaphore places = new Semaphore(MAX_AT_A_TIME);

    /** With the authorities that the JDK trusts. */
    public HttpsWeb() {
        this(HttpClient::newBuilder, DEADLINE);
    }

    HttpsWeb(Supplier<HttpClient.Builder> clients, Duration deadline) {
        this.clients = clients;
        this.deadline = deadline;
    }

    @Override
    public Answer get(URI url) {
        if (!"https".equals(url.getScheme())) {
            return new Failed("only https is asked");
        }
        if (!places.tryAcquire()) {
            return new Failed("too many questions at a time");
        }
        try {
            return asked(url);
        } catch (UncheckedIOException _) {
            return new Failed("no connection can be made: are too many files open?");
        } finally {
            places.release();
        }
    }

    private Answer asked(URI url) {
        var client = clients.get()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadline)
                .build();
        try {
            return get(url, client);
        } finally {
            client.shutdownNow();
        }
    }

    private Answer get(URI url, HttpClient client) {
        var request = HttpRequest.newBuilder(url).GET().build();
        var body = BodyHandlers.limiting(BodyHandlers.ofString(ISO_8859_1), MAX_BODY);
        // A timeout of the request would end with the headers; this covers the body too.
        var response = client.sendAsync(request, body);
        try {
            return answer(response.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return new Failed("no answer within " + deadline.toMillis() + " ms; may the receiver reach the Internet?");
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return new Failed("no answer (" + cause.getClass().getSimpleName() + ")");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failed("the receiver is shutting down");
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return response.statusCode() == OK
                ? new Got(response.body())
                : new Failed("the answer was " + response.statusCode() + ", and not 200");
    }
}
