package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.gitvolumereloader.receiver.hook.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as a stream: a few buffers of the connection are in memory, and more are asked for when these
 * are read.
 *
 * <p>One thread reads; the client's own thread brings the buffers, and mostly asks for the next by itself, since
 * threads that wake each other for every buffer cost more than what is in it.
 */
final class ArrivingBody extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {
    private static final int AHEAD = 4;

    private final Deadline deadline;
    private final AtomicBoolean paused = new AtomicBoolean();
    private final BlockingQueue<Optional<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure;
    private volatile @Nullable AsyncBody source;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;

    /** @param deadline when reading fails with {@link InterruptedIOException} */
    ArrivingBody(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) {
        buffers.forEach(buffer -> arrived.add(Optional.of(buffer)));
        paused.set(true);
        goOn(body);
    }

    /** Asks for more, unless enough has arrived or is asked for. */
    private void goOn(AsyncBody body) {
        if (arrived.size() < AHEAD && paused.compareAndSet(true, false)) {
            body.consume();
        }
    }

    /** Begins to read what follows the headers; to be called on the client's own thread. */
    void follow(AsyncBody body) {
        source = body;
        var _ = body.done().whenComplete((_, e) -> {
            failure = e;
            arrived.add(Optional.empty());
        });
        body.consume();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (!ended && !current.hasRemaining()) {
            next().ifPresentOrElse(buffer -> current = buffer, () -> ended = true);
        }
        if (ended) {
            var why = failure;
            if (why != null) {
                throw new IOException(why.getMessage(), why);
            }
            return -1;
        }
        var read = Math.min(length, current.remaining());
        current.get(bytes, offset, read);
        return read;
    }

    private Optional<ByteBuffer> next() throws IOException {
        try {
            var left = deadline.remaining();
            var next = left.isZero() ? null : arrived.poll(); // what is there already needs no timer
            if (next == null && !left.isZero()) {
                next = arrived.poll(left.toNanos(), TimeUnit.NANOSECONDS);
            }
            if (next == null) {
                throw new InterruptedIOException("the body did not arrive in time");
            }
            var body = source;
            if (body != null) {
                goOn(body);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** Gives up what has not been read, and the connection with it. */
    @Override
    public void close() {
        var body = source;
        if (!ended && body != null) {
            body.cancel();
        }
    }
}
