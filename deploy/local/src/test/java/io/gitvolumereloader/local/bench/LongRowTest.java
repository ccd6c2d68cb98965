package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.local.bench.Subject.Taken;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongRowTest {
    @Test
    void looksAreTakenBeforeAllAndAtEachPowerOfTen() {
        assertThat(new LongRow(1000).looks()).containsExactly(0, 1, 10, 100, 1000);
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource(textBlock = """
            1,       1,    1
            10,      6,   14
            100,    90,  110
            1000,  990, 1000
            """)
    void syncsAroundALookStandForIt(int look, int first, int last) {
        List<Taken> taken = IntStream.rangeClosed(1, 1000)
                .mapToObj(number -> new Taken(number, 0, 0))
                .toList();

        assertThat(LongRow.around(look, taken))
                .extracting(Taken::millis)
                .startsWith((double) first)
                .endsWith((double) last);
    }
}
