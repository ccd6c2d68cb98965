package io.gitvolumereloader.receiver.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of pods, read while they arrive. */
class PodStreamTest {
    private final List<PodMetadata> read = new ArrayList<>();

    @Test
    void onlyNamesAndOurAnnotationsAreKept() throws IOException {
        var rest = list("""
                {"kind":"PodList","apiVersion":"v1","items":[
                  {"spec":{"containers":[{"name":"x","env":[{"name":"metadata","value":"{}"}]}]},
                   "metadata":{"labels":{"name":"no"},"name":"a","ownerReferences":[{"name":"rs","metadata":{"name":"b"}}],
                     "annotations":{"example.org/x":"y","git-volume-reloader.io/ref":"main","git-volume-reloader.io/n":1},
                     "namespace":"ns","generation":3,"deletionTimestamp":null},
                   "status":{"metadata":{"name":"c"}}}],
                 "metadata":{"remainingItemCount":7,"continue":"t0k=n","resourceVersion":"1"}}""");
        assertThat(rest).isEqualTo("t0k=n");
        assertThat(read).containsExactly(new PodMetadata("ns", "a", Map.of("git-volume-reloader.io/ref", "main")));
    }

    @Test
    void whoIsAboutToEndIsLeftOut() throws IOException {
        list("""
                {"items":[{"metadata":{"name":"a","deletionTimestamp":"2026-11-20T07:30:00Z"}},
                          {"metadata":{"deletionTimestamp":"","name":"b"}},
                          {"metadata":{}},{}]}""");
        assertThat(read).extracting(PodMetadata::pod).containsExactly("b", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"items\":[]}", "{\"items\":null,\"metadata\":{\"continue\":null}}", "{\"items\":[],\"x\":[1]}"
            })
    void anEmptyListIsOne(String body) throws IOException {
        assertThat(list(body)).isEmpty();
        assertThat(read).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<html>", "{}", "{\"kind\":\"Status\"}", "{\"items\":[{\"metadata\":{]"})
    void whatIsNoListIsSaid(String body) {
        assertThatThrownBy(() -> list(body)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":[", "{\"items\":[{\"metadata\":{\"name\":\"a\"}}", "{\"ite"})
    void whatBreaksOffIsToldApart(String body) {
        assertThatThrownBy(() -> list(body)).isInstanceOf(JsonEOFException.class);
    }

    /** Kubernetes allows 256 KiB of annotations for each pod; nothing of ours is so long. */
    @Test
    void hugeAnnotationsAreCut() throws IOException {
        list("{\"items\":[{\"metadata\":{\"name\":\"a\",\"annotations\":{\"git-volume-reloader.io/ref\":\""
                + "x".repeat(250_000) + "\"}}}]}");
        assertThat(read.getFirst().annotations().get("git-volume-reloader.io/ref"))
                .hasSize(2048);
    }

    private String list(String body) throws IOException {
        return PodStream.list(new ByteArrayInputStream(body.getBytes(UTF_8)), read::add);
    }
}
