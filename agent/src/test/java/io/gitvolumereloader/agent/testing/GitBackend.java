package io.gitvolumereloader.agent.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers HTTP requests by {@code git http-backend}, a CGI program (RFC 3875): one child process a request, both bodies
 * streamed, and no child outlives its client.
 */
final class GitBackend {
    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final Path program;
    private final AtomicLong sent = new AtomicLong();

    GitBackend(Path root) {
        this.root = root;
        this.program = Path.of(new Git(root).run("--exec-path"), "git-http-backend");
    }

    /** Answers one request; {@code variables} are added to the child's environment. Blocks until the answer is out. */
    void answer(HttpExchange exchange, Map<String, String> variables) throws IOException {
        var child = start(exchange, variables);
        try {
            var upload = Thread.startVirtualThread(() -> upload(exchange.getRequestBody(), child));
            var output = new BufferedInputStream(child.getInputStream(), BUFFER);
            exchange.sendResponseHeaders(readHead(output, exchange), 0);
            download(output, exchange.getResponseBody());
            upload.join();
            child.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            end(child);
        }
    }

    /** Bytes of bodies that were sent so far. */
    long sent() {
        return sent.get();
    }

    private Process start(HttpExchange exchange, Map<String, String> variables) throws IOException {
        var uri = exchange.getRequestURI();
        var headers = exchange.getRequestHeaders();
        var builder = Git.prepare(root, List.of(program.toString()));
        var environment = builder.environment();
        environment.putAll(variables);
        environment.put("GATEWAY_INTERFACE", "CGI/1.1");
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("PATH_INFO", uri.getPath());
        environment.put("REMOTE_ADDR", exchange.getRemoteAddress().getAddress().getHostAddress());
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        putIfPresent(environment, "QUERY_STRING", uri.getRawQuery());
        putIfPresent(environment, "CONTENT_TYPE", headers.getFirst("Content-Type"));
        // A chunked request has no length: http-backend then reads until the end of its standard input.
        putIfPresent(environment, "CONTENT_LENGTH", headers.getFirst("Content-Length"));
        putIfPresent(environment, "HTTP_CONTENT_ENCODING", headers.getFirst("Content-Encoding"));
        putIfPresent(environment, "GIT_PROTOCOL", headers.getFirst("Git-Protocol"));
        return builder.redirectError(
                        Redirect.appendTo(root.resolve("http-backend.log").toFile()))
                .start();
    }

    private static void putIfPresent(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static void upload(InputStream body, Process child) {
        var buffer = new byte[BUFFER];
        try (var input = child.getOutputStream()) {
            for (int read = read(body, buffer, child); read >= 0; read = read(body, buffer, child)) {
                input.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // The client has gone, or the child has read all that it wants to: either way its answer is what counts.
        }
    }

    private static int read(InputStream body, byte[] buffer, Process child) throws IOException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            end(child); // nobody waits for it
            throw e;
        }
    }

    private void download(InputStream output, OutputStream body) throws IOException {
        var buffer = new byte[BUFFER];
        for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
            body.write(buffer, 0, read);
            body.flush();
            sent.addAndGet(read);
        }
    }

    /** Copies the child's header lines into the answer and returns the status that they name. */
    private static int readHead(InputStream output, HttpExchange exchange) throws IOException {
        int status = 200;
        for (var line = readLine(output); !line.isEmpty(); line = readLine(output)) {
            int colon = line.indexOf(':');
            var name = line.substring(0, Math.max(colon, 0));
            var value = line.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Status")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else if (!name.equalsIgnoreCase("Content-Length")) {
                exchange.getResponseHeaders().add(name, value);
            }
        }
        return status;
    }

    private static String readLine(InputStream output) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = output.read(); next != '\n'; next = output.read()) {
            if (next < 0) {
                throw new IOException("git http-backend ended before it answered; see http-backend.log");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).strip();
    }

    private static void end(Process child) {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
    }
}
