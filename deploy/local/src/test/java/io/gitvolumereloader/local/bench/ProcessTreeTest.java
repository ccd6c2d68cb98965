package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
}
