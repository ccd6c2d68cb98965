package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatesTest {
    private final Rates rates = new Rates(1, () -> 0);

    @Test
    void eachNameHasItsOwn() {
        assertThat(rates.take("a")).isTrue();
        assertThat(rates.take("a")).isTrue();
        assertThat(rates.take("a")).isFalse();
        assertThat(rates.isUsedUp("a")).isTrue();
        assertThat(rates.isUsedUp("b")).isFalse();
        assertThat(rates.take("b")).isTrue();
    }

    @Test
    void soManyNamesThatOldOnesAreForgottenCostNoMemory() {
        while (rates.take("a")) {}
        for (var i = 0; i < 10_000; i++) {
            rates.take("name " + i);
        }
        assertThat(rates.isUsedUp("a")).isFalse();
    }

    @Test
    void whoIsAskedAboutIsNotForgotten() {
        while (rates.take("a")) {}
        for (var i = 0; i < 20_000; i++) {
            assertThat(rates.isUsedUp("a")).isTrue();
            rates.take("name " + i);
        }
    }
}
