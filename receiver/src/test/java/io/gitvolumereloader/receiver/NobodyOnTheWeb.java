package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Web;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What there is in place of the Internet, in all tests that start the receiver: what a test puts there, or nothing. */
@Mock
@Singleton
public class NobodyOnTheWeb implements Web {
    private final Map<URI, String> texts = new ConcurrentHashMap<>();
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    @Override
    public Answer get(URI url) {
        asked.add(url);
        var text = texts.get(url);
        return text == null ? new Failed("nobody answers") : new Got(text);
    }

    void put(String url, String text) {
        texts.put(URI.create(url), text);
    }

    List<URI> asked() {
        return List.copyOf(asked);
    }
}
