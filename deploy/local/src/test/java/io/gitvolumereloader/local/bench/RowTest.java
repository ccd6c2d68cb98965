package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.local.bench.ProcessTree.Memory;
import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.Subject.Seen;
import io.gitvolumereloader.local.bench.Subject.Taken;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Seen SEEN = new Seen(new Memory(900, 1000, 700), 4096);

    @Test
    void dataHasTheFieldsThatAreDocumented() {
        var row = Row.of("incremental, tmpfs", Kind.AGENT_IN_PLACE, 500, 20, taken(40, 32.25, 31), SEEN);
        var node = new ObjectMapper().createObjectNode();

        row.describe(node);

        assertThat(node.toString())
                .isEqualTo(
                        "{\"scenario\":\"incremental, tmpfs\",\"subject\":\"agent in-place\",\"files\":500,\"changed\":20,"
                                + "\"median_ms\":32.25,\"min_ms\":31.0,\"max_ms\":40.0,\"cpu_ms\":10.0,\"peak_rss_kb\":1000,"
                                + "\"private_kb\":700,\"runs\":3,\"network_bytes\":4096.0}");
    }

    @Test
    void ratioIsOfMedians() {
        var fast = Row.of("incremental, tmpfs", Kind.AGENT_SNAPSHOT, 500, 1, taken(9, 10, 300), SEEN);
        var slow = Row.of("incremental, tmpfs", Kind.GIT_SYNC, 500, 1, taken(250, 260, 1), SEEN);

        assertThat(fast.timesFasterThan(slow)).isEqualTo(25);
    }

    static List<Taken> taken(double... millis) {
        return Arrays.stream(millis)
                .mapToObj(each -> new Taken(each, each / 2, 10))
                .toList();
    }
}
