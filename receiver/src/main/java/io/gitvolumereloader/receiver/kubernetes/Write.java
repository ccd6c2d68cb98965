package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.time.Duration;

/** One annotation to be written, for one delivery. Used under the lock of the {@link FanOut}. */
final class Write {
    /** What is written: one annotation of one pod. Two writes of one target come one after the other. */
    record Target(String namespace, String pod, String name) {
        static Target of(Follower follower) {
            return new Target(follower.namespace(), follower.pod(), follower.name());
        }
    }

    private final Round round;
    private final int place;
    private final Follower follower;
    private final PushAnnotation annotation;
    private final boolean known;
    private int failures;
    private String reason = "";

    Write(Round round, int place, Notice notice) {
        var told = notice.follower();
        this.round = round;
        this.place = place;
        // Without its old annotation, which may be the larger part of what waits in memory.
        this.follower = new Follower(told.namespace(), told.pod(), told.name(), told.repository(), told.ref(), null);
        this.annotation = notice.annotation();
        this.known = notice.isKnown();
    }

    Round round() {
        return round;
    }

    /** Which of the round's writes this is, of those that the answer tells of. */
    int place() {
        return place;
    }

    Follower follower() {
        return follower;
    }

    String namespace() {
        return follower.namespace();
    }

    PushAnnotation annotation() {
        return annotation;
    }

    /** Whether the pod carried the same when it was listed. */
    boolean isKnown() {
        return known;
    }

    Target target() {
        return Target.of(follower);
    }

    /** Remembers why it failed; returns how long it is to wait. */
    Duration failed(String why) {
        reason = why;
        failures++;
        return Pause.after(failures);
    }

    /** Why it failed last; empty where it has not. */
    String reason() {
        return reason;
    }
}
