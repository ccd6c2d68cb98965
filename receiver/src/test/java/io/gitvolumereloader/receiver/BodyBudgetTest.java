package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(10 * 1024);

    @Test
    void moreThanIsLeftIsNotGranted() {
        assertThat(budget.take(6 * 1024)).isTrue();
        assertThat(budget.take(6 * 1024)).isFalse();
    }

    @Test
    void whatIsGivenBackIsGrantedAgain() {
        budget.take(10 * 1024);
        budget.giveBack(10 * 1024);
        assertThat(budget.take(10 * 1024)).isTrue();
    }

    @Test
    void nothingCostsNothing() {
        budget.take(10 * 1024);
        assertThat(budget.take(0)).isTrue();
    }
}
