package io.gitvolumereloader.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.hook.Provider;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers every request that failed, whoever failed it, by a {@link Problem}. */
@ApplicationScoped
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "30";

    /** How long the rest of a body is listened to, so that its sender comes to read the answer. */
    private static final long LINGER = Duration.ofSeconds(2).toMillis();

    private final ReceiverConfig config;
    private final ObjectMapper json;
    private final Map<Integer, String> constants = new ConcurrentHashMap<>();

    Problems(ReceiverConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    void install(@Observes Router router) {
        router.route().order(RequestGate.ORDER).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        var response = context.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        var refused = refused(context.failure());
        var status = refused.map(Problem::status).orElseGet(() -> status(context));
        var text = refused.map(this::text)
                .orElseGet(() -> constants.computeIfAbsent(status, _ -> text(Problem.of(status, config))));
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        explain(status, response, context);
        var last = status == 408 || status == 413 || BodyReader.isLarge(context.request());
        if (last && !context.request().isEnded()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        var sent = response.end(text);
        if (!context.request().isEnded()) {
            dropTheRest(context, sent, last);
        }
    }

    /** The headers that belong to a status. */
    private static void explain(int status, HttpServerResponse response, RoutingContext context) {
        switch (status) {
            case 401 ->
                Optional.ofNullable(Endpoints.of(context))
                        .flatMap(Provider::challenge)
                        .ifPresent(challenge -> response.putHeader("WWW-Authenticate", challenge));
            case 405 -> response.putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
            case UNAVAILABLE -> response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            default -> {}
        }
    }

    /** What is left of the body is thrown away as it comes, for a while. */
    private static void dropTheRest(RoutingContext context, Future<Void> sent, boolean last) {
        var request = context.request();
        var connection = request.connection();
        var timer = context.vertx().setTimer(LINGER, _ -> connection.close());
        var end = request.end().onComplete(_ -> context.vertx().cancelTimer(timer));
        if (last) {
            Future.join(sent, end).onComplete(_ -> connection.close());
        }
        request.handler(_ -> {}).resume();
    }

    private static Optional<Problem> refused(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> cause instanceof Refused refusal ? Stream.of(refusal.problem()) : Stream.empty())
                .findFirst();
    }

    private static int status(RoutingContext context) {
        var failure = context.failure();
        if (failure == null || failure instanceof HttpException) {
            return context.statusCode();
        }
        if (failure instanceof RejectedExecutionException) {
            return UNAVAILABLE;
        }
        LOG.error("a request failed, and only that; please report this with the stack trace", failure);
        return INTERNAL_SERVER_ERROR;
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is made of plain text and can always be written", e);
        }
    }
}
