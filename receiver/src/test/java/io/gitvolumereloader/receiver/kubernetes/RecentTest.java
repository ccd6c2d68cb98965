package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.audience;
import static io.gitvolumereloader.receiver.kubernetes.Clients.follower;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a pod, and for how long. */
class RecentTest {
    private static final PushAnnotation OLD = push("main", 'a');
    private static final PushAnnotation NEW = push("main", 'b');
    private static final int MANY = 20_000;

    private Duration time = Duration.ZERO;
    private final Recent recent = new Recent(() -> time.toNanos());

    @Test
    void whatIsCertainIsForgottenAfterSixMinutes() {
        recent.knows(write("a", 2, NEW));
        pass(Duration.ofMinutes(6));
        recent.knows(write("b", 1, OLD));
        assertThat(recent.isNewerThan(write("a", 1, OLD))).isTrue();
        pass(Duration.ofMillis(1));
        recent.knows(write("b", 1, OLD));
        assertThat(recent.isNewerThan(write("a", 1, OLD))).isFalse();
    }

    @Test
    void whatIsLearnedAnewIsKeptAnew() {
        recent.knows(write("a", 2, NEW));
        recent.knows(write("b", 2, NEW));
        pass(Duration.ofMinutes(4));
        recent.knows(write("a", 2, NEW));
        pass(Duration.ofMinutes(4));
        recent.knows(write("c", 2, NEW));
        assertThat(recent.isNewerThan(write("a", 1, OLD))).isTrue();
        assertThat(recent.isNewerThan(write("b", 1, OLD))).isFalse();
    }

    @Test
    void ofTooManyTheOldestIsForgotten() {
        recent.knows(write("a", 2, NEW));
        recent.knows(write("b", 2, NEW));
        for (var i = 0; i < MANY - 1; i++) {
            recent.knows(write("other-" + i, 2, NEW));
        }
        assertThat(recent.isNewerThan(write("a", 1, OLD))).isFalse();
        assertThat(recent.isNewerThan(write("b", 1, OLD))).isTrue();
    }

    /** Else a pod would not be told because many others were. */
    @Test
    void aDoubtIsNotForgottenForWhatOthersWrite() {
        recent.doubts(write("a", 1, OLD));
        for (var i = 0; i <= MANY; i++) {
            recent.knows(write("other-" + i, 2, NEW));
        }
        assertThat(recent.agreesWith(write("a", 2, NEW))).isFalse();
    }

    @Test
    void aDoubtIsForgottenAfterSixMinutes() {
        recent.doubts(write("a", 1, OLD));
        pass(Duration.ofMinutes(6).plusMillis(1));
        recent.doubts(write("b", 1, OLD));
        assertThat(recent.agreesWith(write("a", 2, NEW))).isTrue();
        assertThat(recent.agreesWith(write("b", 2, NEW))).isFalse();
    }

    @Test
    void aDoubtConcernsOnlyWhatCameAfterIt() {
        recent.doubts(write("a", 3, NEW));
        recent.doubts(write("a", 2, OLD));
        assertThat(recent.agreesWith(write("a", 1, OLD))).isTrue();
        assertThat(recent.agreesWith(write("a", 2, OLD))).isTrue();
        assertThat(recent.agreesWith(write("a", 3, NEW))).isFalse();
        assertThat(recent.agreesWith(write("a", 4, OLD))).isFalse();
    }

    @Test
    void aDoubtLeavesWhatWasCertainBefore() {
        recent.knows(write("a", 2, NEW));
        recent.doubts(write("a", 3, OLD));
        assertThat(recent.isNewerThan(write("a", 1, OLD))).isTrue();
        assertThat(recent.isNewerThan(write("a", 3, OLD))).isFalse();
    }

    @Test
    void whatIsCertainEndsADoubt() {
        recent.doubts(write("a", 1, OLD));
        recent.knows(write("a", 2, NEW));
        assertThat(recent.agreesWith(write("a", 3, NEW))).isTrue();
        assertThat(recent.agreesWith(write("a", 3, OLD))).isFalse();
    }

    private void pass(Duration more) {
        time = time.plus(more);
    }

    private static Write write(String pod, long arrival, PushAnnotation push) {
        var round = new Round(audience(arrival, push), List.of("docs"), Clients.within(Duration.ofMinutes(1)));
        return new Write(round, 0, new Notice(follower(pod), push));
    }
}
