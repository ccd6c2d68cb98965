package io.gitvolumereloader.local.bench.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** A kept-alive connection of HTTP/1.1 that costs the generator as little as can be. For one thread. */
final class Connection implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final URI server;
    private final byte[] buffer = new byte[BUFFER];
    private Socket socket;

    Connection(URI server) throws IOException {
        this.server = server;
        this.socket = connect(server);
    }

    /** Sends a whole request and reads the whole answer. */
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return answer();
    }

    /** Sends the parts one after the other and reads the answer. */
    int exchange(byte[] head, byte[] part, int times) throws IOException {
        var out = socket.getOutputStream();
        out.write(head);
        for (var i = 0; i < times; i++) {
            out.write(part);
        }
        return answer();
    }

    /** Begins anew. */
    void reconnect() throws IOException {
        socket.close();
        socket = connect(server);
    }

    private int answer() throws IOException {
        var in = socket.getInputStream();
        var have = 0;
        while (true) {
            var more = in.read(buffer, have, buffer.length - have);
            if (more < 0) {
                throw new EOFException("the server ended the connection");
            }
            have += more;
            var text = new String(buffer, 0, have, ISO_8859_1);
            var end = text.indexOf("\r\n\r\n");
            if (end >= 0 && have >= end + 4 + length(text.substring(0, end))) {
                return status(text.substring(0, end));
            }
        }
    }

    private int status(String head) throws IOException {
        if (head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
            reconnect();
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private static int length(String head) {
        var start = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (start < 0) {
            return 0;
        }
        var end = head.indexOf("\r\n", start + LENGTH.length());
        return Integer.parseInt(head.substring(start + LENGTH.length(), end < 0 ? head.length() : end)
                .strip());
    }

    private static Socket connect(URI server) throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
