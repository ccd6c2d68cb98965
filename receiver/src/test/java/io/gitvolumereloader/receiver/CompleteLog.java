package io.gitvolumereloader.receiver;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that anybody but the API server logs, down to the finest level, whatever is configured. */
final class CompleteLog extends Handler {
    private static final String API_SERVER = "io.fabric8.kubernetes.client.server.mock";

    private final Logger root = Logger.getLogger("");
    private final StringBuilder text = new StringBuilder();

    void record(Runnable work) {
        var level = root.getLevel();
        setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(this);
        try {
            work.run();
        } finally {
            root.removeHandler(this);
            root.setLevel(level);
        }
    }

    synchronized String text() {
        return text.toString();
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (!record.getLoggerName().startsWith(API_SERVER)) {
            append(record);
        }
    }

    private void append(LogRecord record) {
        text.append(record.getLevel()).append(' ').append(new SimpleFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
