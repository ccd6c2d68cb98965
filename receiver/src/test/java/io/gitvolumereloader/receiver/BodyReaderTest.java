package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final int SIZE = 100 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final BodyBudget budget = new BodyBudget(SIZE);
    private final BodyReader bodies = new BodyReader(SIZE, Duration.ofSeconds(10), budget);
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Promise<String> use = Promise.promise();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void memoryIsGivenBackOnlyWhenItIsNoLongerUsedThoughTheSenderHasHungUp() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listen())) {
            send(socket);
            assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(budget.take(1)).isFalse();
        use.complete("judged");
        await().until(() -> budget.take(SIZE));
    }

    @Test
    void memoryIsGivenBackOnlyWhenTheAnswerIsOut() throws Exception {
        use.complete("judged");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listen())) {
            send(socket);
            assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(budget.take(1)).isFalse();
        }
        await().until(() -> budget.take(SIZE));
    }

    private static void send(Socket socket) throws IOException {
        var head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + SIZE + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        socket.getOutputStream().write(new byte[SIZE]);
        socket.getOutputStream().flush();
    }

    /** A server that reads a body and never answers. */
    private int listen() {
        var router = Router.router(vertx);
        router.route().handler(context -> {
            context.addEndHandler(_ -> ended.countDown());
            bodies.read(context, false, _ -> {
                        arrived.countDown();
                        return use.future();
                    })
                    .onFailure(context::fail);
        });
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }
}
