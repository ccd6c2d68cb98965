package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.ProcessTree.Memory;
import java.net.URI;
import java.nio.file.Path;

/**
 * One way to bring a folder to the tip of a branch, at work.
 *
 * @param kind which way
 * @param worker does it
 * @param folder all that it has on the disk: what is published and what it keeps for itself
 */
record Subject(Kind kind, Worker worker, Path folder) implements AutoCloseable {

    /** The ways. */
    enum Kind {
        AGENT_IN_PLACE("agent in-place"),
        AGENT_SNAPSHOT("agent snapshot"),
        GIT_SYNC("git-sync sequence"),
        FETCH_RESET("git fetch + reset"),
        CLONE("git clone");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The name in tables and data. */
        String title() {
            return title;
        }

        boolean isAgent() {
            return this == AGENT_IN_PLACE || this == AGENT_SNAPSHOT;
        }
    }

    /**
     * What one sync took.
     *
     * @param millis from the worker being told to its answer
     * @param fetchMillis the part of it that was the fetch; 0 where the subject doesn't tell
     * @param cpuMillis CPU time of all its processes, to 10 ms
     */
    record Taken(double millis, double fetchMillis, double cpuMillis) {}

    /**
     * What was seen of one sync that nobody clocked.
     *
     * @param networkBytes what was read from the server
     */
    record Seen(Memory memory, long networkBytes) {}

    /** One sync, clocked. */
    Taken clock(Deeds deeds, URI url) {
        tell(deeds.before(), url);
        var tree = tree();
        long cpu = tree.cpuMillis();
        long began = System.nanoTime();
        var answer = tell(deeds.measured(), url);
        double millis = (System.nanoTime() - began) / 1e6;
        long cpuTaken = tree.cpuMillis() - cpu;
        tell(deeds.after(), url);
        return new Taken(millis, answer.fetchMillis(), cpuTaken);
    }

    /** One sync, looked at so closely that its time means nothing. */
    Seen observe(Deeds deeds, URI url) {
        try (var proxy = CountingProxy.before(url)) {
            var counted = proxy.of(url);
            tell(deeds.before(), counted);
            long read = proxy.bytesRead();
            var watch = MemoryWatch.start(tree());
            try (watch) {
                tell(deeds.measured(), counted);
            }
            read = proxy.bytesRead() - read;
            tell(deeds.after(), counted);
            return new Seen(watch.most(), read);
        }
    }

    /** The worker's processes. */
    ProcessTree tree() {
        return new ProcessTree(worker.handle());
    }

    /** Where a reader finds the tip. */
    Path published() {
        var volume = folder.resolve("volume");
        var current = volume.resolve("current");
        return switch (kind) {
            case AGENT_IN_PLACE, FETCH_RESET, CLONE -> volume;
            case AGENT_SNAPSHOT, GIT_SYNC -> current;
        };
    }

    /** Ends the worker; what it wrote stays. */
    @Override
    public void close() {
        worker.close();
    }

    private Answer tell(String deed, URI url) {
        return deed.isEmpty() ? new Answer(0) : worker.ask(deed + " " + url);
    }
}
