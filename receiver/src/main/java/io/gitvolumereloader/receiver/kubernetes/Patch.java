package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import java.time.Duration;

/** Sends a write to the API server, once. Blocks; safe to use from many threads. */
final class Patch {
    /** An eighth of the time, so that what hangs in the API server doesn't come after what we write then. */
    private static final int PART_FOR_THE_WAY = 8;

    private final ApiServer server;
    private final Requests requests;
    private final Duration patience;
    private final Duration limit;

    /** @param patience how long it may take */
    Patch(ApiServer server, Requests requests, Duration patience) {
        this.server = server;
        this.requests = requests;
        this.patience = patience;
        this.limit = patience.minus(patience.dividedBy(PART_FOR_THE_WAY));
    }

    Answer<Boolean> send(Write write) {
        var request = requests.patch(write.follower(), write.annotation().value(), limit);
        return server.ask(request, Deadline.in(patience), "pod", PodStream::pod);
    }
}
