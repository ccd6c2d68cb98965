package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gitvolumereloader.receiver.hook.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what it means that the API server refused a request, in words by which an administrator knows what to change.
 *
 * <p>The API server says who lacks which right, and which policy or webhook said no, only in the message of its <a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/">Status</a>.
 */
final class Refusals {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int MAX_MESSAGE = 2000;
    private static final int MAX_REASON = 250;
    private static final int MAX_RETRY_AFTER_DIGITS = 6;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(10);

    /** What admission plugins say by 403 while the API server starts. */
    private static final String STARTING = "not yet ready to handle request";

    private static final String UNKNOWN = "; it does not know the token or certificate of the receiver's account, which"
            + " has expired or is of another cluster";

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern RIGHTS = Pattern.compile(
            "User '(?<user>[^']+)' cannot (?<verb>\\w+) resource '(?<what>[^']+)'(?:.*? in the namespace '(?<where>[^']+)')?.*");
    private static final Pattern POLICY =
            Pattern.compile(".*?ValidatingAdmissionPolicy '(?<who>[^']+)'.*? denied request:? ?(?<why>.*)");
    private static final Pattern WEBHOOK =
            Pattern.compile(".*?admission webhook '(?<who>[^']+)' denied the request:? ?(?<why>.*)");

    private Refusals() {}

    /** What an answer that is none of the good ones means. */
    static <T> Answer<T> of(int code, @Nullable String retryAfter, byte[] content) {
        var message = Printable.of(read(content).path("message").asText(""), MAX_MESSAGE);
        return switch (code) {
            case UNAUTHORIZED -> new Answer.Denied<>(reason(code, message) + UNKNOWN);
            case FORBIDDEN -> forbidden(message, retryAfter);
            case 404 -> new Answer.NotFound<>();
            case 410 -> new Answer.Expired<>();
            case CONFLICT, TOO_MANY_REQUESTS -> busy(code, message, retryAfter);
            default ->
                code >= SERVER_ERROR ? busy(code, message, retryAfter) : new Answer.Failed<>(reason(code, message));
        };
    }

    private static <T> Answer<T> forbidden(String message, @Nullable String retryAfter) {
        if (message.endsWith(STARTING)) {
            return busy(FORBIDDEN, message, retryAfter);
        }
        return RIGHTS.matcher(message).find()
                ? new Answer.Denied<>(reason(FORBIDDEN, message))
                : new Answer.Failed<>(reason(FORBIDDEN, message));
    }

    /** A webhook that wants to be asked later speaks for its own namespaces and not for the API server. */
    private static <T> Answer<T> busy(int code, String message, @Nullable String retryAfter) {
        var ofWebhook =
                WEBHOOK.matcher(message).find() || POLICY.matcher(message).find();
        return new Answer.Busy<>(reason(code, message), ofWebhook ? Duration.ZERO : pause(retryAfter));
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    private static String reason(int code, String message) {
        var known = matching(RIGHTS, message)
                .map(Refusals::rights)
                .or(() -> matching(POLICY, message).map(m -> refused("admission policy", m)))
                .or(() -> matching(WEBHOOK, message).map(m -> refused("admission webhook", m)));
        var words = known.orElseGet(() -> message.isEmpty() ? "" : ": " + message);
        return Printable.of("the API server answered " + code + words, MAX_REASON);
    }

    private static String rights(Matcher said) {
        var where = said.group("where");
        return ": the account %s may not %s %s %s; give it the verb %s on %s by a %s"
                .formatted(
                        said.group("user"),
                        said.group("verb"),
                        said.group("what"),
                        where == null ? "in all namespaces" : "in the namespace " + where,
                        said.group("verb"),
                        said.group("what"),
                        where == null ? "ClusterRole" : "Role there");
    }

    private static String refused(String kind, Matcher said) {
        return ": the %s %s refused it: %s".formatted(kind, said.group("who"), said.group("why"));
    }

    private static Optional<Matcher> matching(Pattern pattern, String message) {
        var matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    /** What a Retry-After asks for, ten seconds at most: pods are not to wait for hours since somebody said so. */
    private static Duration pause(@Nullable String retryAfter) {
        if (retryAfter == null || !SECONDS.matcher(retryAfter).matches()) {
            return Duration.ZERO;
        }
        return retryAfter.length() > MAX_RETRY_AFTER_DIGITS
                ? LONGEST_RETRY_AFTER
                : Pause.shorter(Duration.ofSeconds(Long.parseLong(retryAfter)), LONGEST_RETRY_AFTER);
    }
}
