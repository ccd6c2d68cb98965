package io.gitvolumereloader.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CleanupTest {
    private final List<String> ended = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup();

    @Test
    void partsEndInReverseOrder() {
        cleanup.add(() -> ended.add("first"));
        cleanup.add(() -> ended.add("second"));

        cleanup.close();

        assertThat(ended).containsExactly("second", "first");
    }

    @Test
    void failureOfOnePartDoesNotSaveTheOthers() {
        cleanup.add(() -> ended.add("first"));
        cleanup.add(() -> {
            throw new IllegalStateException("stuck");
        });

        cleanup.close();

        assertThat(ended).containsExactly("first");
    }

    @Test
    void whatStartsDuringTheEndIsEndedAtOnce() {
        cleanup.close();

        assertThatThrownBy(() -> cleanup.add(() -> ended.add("late"))).isInstanceOf(CancellationException.class);

        assertThat(ended).containsExactly("late");
    }

    @Test
    void secondCloseDoesNothing() {
        cleanup.add(() -> ended.add("once"));
        cleanup.close();

        cleanup.close();

        assertThat(ended).containsExactly("once");
    }
}
