package io.gitvolumereloader.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Answers every request that failed, whoever failed it, by a {@link Problem}. */
@ApplicationScoped
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "30";

    private final ReceiverConfig config;
    private final ObjectMapper json;

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
        var problem = problem(context);
        if (problem.status() == METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.status() == UNAVAILABLE) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (!context.request().isEnded()) {
            // What is left of the body is thrown away as it comes, so that the sender lives to read the answer.
            context.request().resume();
        }
        var sent = response.end(text(problem));
        if (problem.status() == REQUEST_TIMEOUT) {
            sent.onComplete(_ -> context.request().connection().close());
        }
    }

    private Problem problem(RoutingContext context) {
        var failure = context.failure();
        var refused = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> cause instanceof Refused refusal ? Stream.of(refusal.problem()) : Stream.empty())
                .findFirst();
        if (refused.isPresent()) {
            return refused.get();
        }
        if (failure instanceof RejectedExecutionException) {
            return Problem.of(UNAVAILABLE, config);
        }
        if (failure == null) {
            return Problem.of(context.statusCode(), config);
        }
        if (!RawBody.isComplete(context)) {
            LOG.debugf(
                    "a request broke off or was no HTTP cause=%s",
                    failure.getClass().getSimpleName());
            return Problem.of(BAD_REQUEST, config);
        }
        LOG.error("a request failed, and only that; please report this with the stack trace", failure);
        return Problem.of(INTERNAL_SERVER_ERROR, config);
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is made of plain text and can always be written", e);
        }
    }
}
