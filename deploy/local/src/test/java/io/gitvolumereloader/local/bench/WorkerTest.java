package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
    @TempDir
    private Path folder;

    @Test
    void eachOrderGetsItsAnswer() {
        try (var worker = start("echo ok; while read -r number; do echo \"ok $number\"; done")) {
            assertThat(worker.ask("1")).isEqualTo(new Answer(1));
            assertThat(worker.ask("22")).isEqualTo(new Answer(22));
        }
    }

    @Test
    void failureCarriesWhatWasPrintedBesideTheAnswer() {
        try (var worker = start("echo ok; read -r order; echo 'disk full' >&2; echo \"failed $order\"; cat")) {
            assertThatThrownBy(() -> worker.ask("sync"))
                    .hasMessageContaining("Told to sync, a worker failed sync")
                    .hasMessageContaining("disk full");
        }
    }

    @Test
    void workerThatEndsIsNotWaitedFor() {
        assertThatThrownBy(() -> start("exit 3")).hasMessageContaining("it has ended");
    }

    @Test
    void childrenEndWithTheirWorker() {
        var worker = start("sleep 600 & echo ok; cat");
        var children = worker.handle().descendants().toList();

        worker.close();

        assertThat(children).isNotEmpty();
        children.forEach(child -> child.onExit().join());
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void closingItTwiceDoesNothingMore() {
        var worker = start("echo ok; cat");
        worker.close();

        worker.close();

        assertThat(worker.handle().isAlive()).isFalse();
    }

    private Worker start(String script) {
        return Worker.start(List.of("sh", "-c", script), Map.of(), folder.resolve("worker.log"));
    }
}
