package io.gitvolumereloader.receiver.hook;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One webhook request as it arrived: headers, raw body, and what its path says beyond the provider's name; nothing of
 * it believed or read yet.
 *
 * <p>Immutable, as long as nobody writes to {@link #body()}.
 */
public final class Delivery {
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable String pathToken;

    /**
     * Headers in the order in which they came, with names in any case. Those that are there twice are joined, so that a
     * doubled signature has not the form of one. {@code body} is taken over, not copied.
     */
    public static Delivery of(Iterable<Map.Entry<String, String>> headers, byte[] body) {
        var joined = new HashMap<String, String>();
        for (var header : headers) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            joined.merge(name, header.getValue(), (one, other) -> one + ", " + other);
        }
        return new Delivery(joined, body);
    }

    /** The names of {@code headers} are in lower case; {@code body} is taken over, not copied. */
    public Delivery(Map<String, String> headers, byte[] body) {
        this(Map.copyOf(headers), body, null);
    }

    private Delivery(Map<String, String> headers, byte[] body, @Nullable String pathToken) {
        this.headers = headers;
        this.body = body;
        this.pathToken = pathToken;
    }

    /** The same request, sent to a URL that ends in {@code token}. */
    public Delivery withPathToken(String token) {
        return new Delivery(headers, body, token);
    }

    /** The same request with another body, which is taken over, not copied. */
    public Delivery withBody(byte[] other) {
        return new Delivery(headers, other, pathToken);
    }

    /** The value of a header in any spelling of its name; null where the request has none. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The value of the first of several headers that the request has. */
    public Optional<String> first(List<String> names) {
        return names.stream().flatMap(name -> Stream.ofNullable(header(name))).findFirst();
    }

    /** What the request's path has behind the provider's name: maybe a secret, so not to be printed. */
    public Optional<String> pathToken() {
        return Optional.ofNullable(pathToken);
    }

    /** The very bytes that were sent: what a signature covers. Not a copy, so not to be written to. */
    public byte[] body() {
        return body;
    }

    /** The size only: headers, path and body may hold secrets. */
    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes]";
    }
}
