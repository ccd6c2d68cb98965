package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private final ProcessTree ourselves = new ProcessTree(ProcessHandle.current());

    @Test
    void memoryOfThisProcessIsSeen() {
        var memory = ourselves.memory();

        assertThat(memory.privateKb()).isPositive();
        assertThat(memory.residentKb()).isGreaterThan(memory.privateKb());
        assertThat(memory.peakKb()).isGreaterThanOrEqualTo(memory.residentKb());
    }

    @Test
    void thisProcessHasUsedCpuTime() {
        assertThat(ourselves.cpuMillis()).isPositive();
    }

    @Test
    void childThatHasNotBecomeAnotherProgramYetIsNotCountedTwice() throws IOException {
        var process = new ProcessBuilder("sh", "-c", "(sleep 600; :) & echo ready; wait; :").start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
            var tree = new ProcessTree(process.toHandle());

            assertThat(process.descendants()).isNotEmpty();
            assertThat(tree.processes())
                    .contains(process.toHandle())
                    .doesNotContainAnyElementsOf(process.children().toList());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
