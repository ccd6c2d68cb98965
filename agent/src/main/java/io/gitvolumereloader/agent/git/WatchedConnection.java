package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.git.Deadline.Step;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * A connection that tells a {@link Deadline} what it waits for. Its socket has limits, too, for threads that an
 * interrupt does not wake; a socket knows one limit for all reads, so that is the longer one.
 */
final class WatchedConnection extends JDKHttpConnection {
    private final Timeouts timeouts;
    private final Deadline deadline;

    WatchedConnection(URL url, Timeouts timeouts, Deadline deadline) throws IOException {
        super(url);
        this.timeouts = timeouts;
        this.deadline = deadline;
        limit();
    }

    WatchedConnection(URL url, Proxy proxy, Timeouts timeouts, Deadline deadline) throws IOException {
        super(url, proxy);
        this.timeouts = timeouts;
        this.deadline = deadline;
        limit();
    }

    @Override
    public void setConnectTimeout(int timeout) {
        // The limits are ours; JGit would set none.
    }

    @Override
    public void setReadTimeout(int timeout) {
        // As above.
    }

    @Override
    public void connect() throws IOException {
        deadline.begin(Step.CONNECT);
        super.connect();
        deadline.begin(Step.WORK);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        connect();
        return super.getOutputStream();
    }

    @Override
    public int getResponseCode() throws IOException {
        connect();
        deadline.begin(Step.FIRST_BYTE);
        var status = super.getResponseCode();
        deadline.begin(Step.WORK);
        return status;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Answer(super.getInputStream());
    }

    private void limit() {
        super.setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis()));
        var longer = timeouts.stall().compareTo(timeouts.firstByte()) > 0 ? timeouts.stall() : timeouts.firstByte();
        super.setReadTimeout(Math.toIntExact(longer.toMillis()));
    }

    /** What the remote sends. */
    private final class Answer extends FilterInputStream {
        Answer(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            deadline.begin(Step.MORE);
            var octet = super.read();
            deadline.begin(Step.WORK);
            return octet;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            deadline.begin(Step.MORE);
            var read = super.read(bytes, offset, length);
            deadline.begin(Step.WORK);
            return read;
        }
    }
}
