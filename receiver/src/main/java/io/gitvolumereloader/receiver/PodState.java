package io.gitvolumereloader.receiver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a volume was told and what it shows, as far as the pod's annotations say; a line of {@code GET /pods}.
 *
 * @param name the volume's name; null for the one without
 * @param repository in the spelling by which pods are matched, which has neither user nor password
 * @param announced the {@code push} annotation; null where there is none, text where it is no JSON
 * @param published likewise the {@code published} annotation
 * @param arrived whether the volume shows the commit that was announced; null where one of the two is not known
 * @param lag milliseconds from the push until the volume showed it, or until now where it does not yet; null where
 *     nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PodState(
        String namespace,
        String pod,
        @Nullable String name,
        String repository,
        String ref,
        @Nullable JsonNode announced,
        @Nullable JsonNode published,
        @Nullable Boolean arrived,
        @Nullable Long lag) {
    private static final int MAX_TEXT = 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All volumes of a pod; those whose repository can't be read are left out. */
    static Stream<PodState> of(PodMetadata pod, Instant now) {
        var volumes = new ArrayList<Follower>();
        pod.follow(volumes, new ArrayList<>());
        return volumes.stream()
                .map(volume -> of(volume, pod.annotations().get(Contract.publishedKey(volume.name())), now));
    }

    private static PodState of(Follower volume, @Nullable String report, Instant now) {
        var announced = json(volume.push());
        var published = json(report);
        var after = text(announced, "after");
        var commit = text(published, "commit");
        var arrived = (after.isPresent() && commit.isPresent()) ? after.equals(commit) : null;
        return new PodState(
                volume.namespace(),
                volume.pod(),
                volume.name().isEmpty() ? null : volume.name(),
                volume.repository().toString(),
                Printable.of(volume.ref().name(), MAX_TEXT),
                announced,
                published,
                arrived,
                arrived == null ? null : lag(arrived, announced, published, now));
    }

    private static @Nullable Long lag(
            boolean arrived, @Nullable JsonNode announced, @Nullable JsonNode published, Instant now) {
        var told = arrived && published != null ? published.path("lag") : null;
        if (told != null && told.isIntegralNumber()) {
            return told.longValue();
        }
        var end = arrived ? time(published) : Optional.of(now);
        return time(announced)
                .flatMap(
                        begin -> end.map(shown -> Duration.between(begin, shown).toMillis()))
                .filter(lag -> lag >= 0)
                .orElse(null);
    }

    private static @Nullable JsonNode json(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            var json = JSON.readTree(value);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException _) {
            // Shown as it is.
        }
        return TextNode.valueOf(Printable.of(value, MAX_TEXT));
    }

    private static Optional<String> text(@Nullable JsonNode json, String field) {
        return Optional.ofNullable(json).map(node -> node.path(field).textValue());
    }

    private static Optional<Instant> time(@Nullable JsonNode json) {
        try {
            return text(json, "at").map(Instant::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
