package io.gitvolumereloader.receiver.explain;

/** The command line, or a file that it names, can't be understood; the message says what to do. */
public final class Misuse extends Exception {
    private static final long serialVersionUID = 1L;

    Misuse(String message) {
        super(message);
    }
}
