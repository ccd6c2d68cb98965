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
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as a stream: one buffer of the connection is in memory, and the next is asked for when it is
 * read.
 *
 * <p>One thread reads; the client's own thread brings the buffers.
 */
final class ArrivingBody extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final Deadline deadline;
    private final BlockingQueue<Optional<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure;
    private @Nullable AsyncBody source;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;

    /** @param deadline when reading fails with {@link InterruptedIOException} */
    ArrivingBody(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) {
        buffers.forEach(buffer -> arrived.add(Optional.of(buffer)));
    }

    /** Begins to read what follows the headers. */
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
            var next = arrived.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new InterruptedIOException("the body did not arrive in time");
            }
            if (next.isPresent() && source != null) {
                source.consume();
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
        if (!ended && source != null) {
            source.cancel();
        }
    }
}
