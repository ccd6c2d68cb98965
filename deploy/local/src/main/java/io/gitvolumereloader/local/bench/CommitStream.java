package io.gitvolumereloader.local.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;

/** Writes commits as {@code git fast-import} reads them. */
final class CommitStream {
    private static final long EPOCH = 1_760_000_000;

    private final OutputStream out;
    private final String branch;
    private final int files;

    /** A stream of commits to {@code branch} of a repository of {@code files} pages. */
    CommitStream(OutputStream out, String branch, int files) {
        this.out = out;
        this.branch = branch;
        this.files = files;
    }

    /**
     * Writes a first commit of all pages, and one more for each of {@code changes}, which changes so many of them,
     * spread over all folders.
     */
    void write(List<Integer> changes) throws IOException {
        commit(0, files);
        for (int i = 0; i < changes.size(); i++) {
            commit(i + 1, changes.get(i));
        }
        print("done\n");
    }

    private void commit(int number, int changed) throws IOException {
        print("commit " + branch + "\ncommitter Ada Writer <ada@example.org> " + (EPOCH + number) + " +0000\n");
        print("data 0\n");
        for (int i = 0; i < changed; i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("The run is ending");
            }
            int page = (int) (((long) i * files / changed + number) % files);
            var text = Pages.text(page, number);
            print("M 100644 inline " + Pages.path(page) + "\ndata " + text.length + "\n");
            out.write(text);
            print("\n");
        }
    }

    private void print(String line) throws IOException {
        out.write(line.getBytes(US_ASCII));
    }
}
