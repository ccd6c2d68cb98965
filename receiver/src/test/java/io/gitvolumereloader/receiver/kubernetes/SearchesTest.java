package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.audience;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which searches may go on after their answer. */
class SearchesTest {
    private static final PodListing.Failure FAILURE =
            new PodListing.Failure("can't list pods: a reason", PodListing.Kind.OTHER);

    /** Of a delivery with one push, in one namespace and in two. */
    private static final int ONE = 4;

    private static final int TWO = 7;

    /** So many volumes that are found weigh one. */
    private static final int FOUND = 4;

    @Test
    void theOtherNamespacesOfADeliveryGoOnWhenOneEnds() {
        var searches = new Searches(TWO);
        var round = begin(searches, "docs", "other");
        assertThat(answered(searches, round)).isTrue();
        searches.end(round, "other", Optional.empty());
        assertThat(searches.mayBeginAgain(round, "docs", FAILURE, 0)).isTrue();
        searches.end(round, "docs", Optional.empty());
        assertThat(searches.waiting()).isZero();
    }

    @Test
    void whatANamespaceTookIsFreeWhenItEnds() {
        var searches = new Searches(TWO + 1);
        var round = begin(searches, "docs", "other");
        assertThat(searches.mayBeginAgain(round, "other", FAILURE, FOUND)).isTrue();
        assertThat(answered(searches, round)).isTrue();
        searches.end(round, "other", Optional.empty());
        var next = begin(searches, "docs");
        assertThat(answered(searches, next)).isTrue();
        assertThat(searches.mayBeginAgain(round, "docs", FAILURE, FOUND)).isFalse();
    }

    @Test
    void deliveriesThatAreCompleteTakeNoRoom() {
        var searches = new Searches(ONE);
        for (var i = 0; i < 10; i++) {
            var complete = begin(searches, "docs");
            searches.end(complete, "docs", Optional.empty());
            assertThat(answered(searches, complete)).isFalse();
        }
        assertThat(answered(searches, begin(searches, "docs"))).isTrue();
    }

    @Test
    void whoWasToldThatItIsNotTriedAgainDoesNotTakeRoomThatComesFree() {
        var searches = new Searches(ONE);
        var first = begin(searches, "docs");
        var second = begin(searches, "docs");
        assertThat(answered(searches, first)).isTrue();
        assertThat(answered(searches, second)).isFalse();
        searches.end(first, "docs", Optional.empty());
        assertThat(searches.mayBeginAgain(second, "docs", FAILURE, 0)).isFalse();
    }

    @Test
    void whatASearchHasFoundCountsOnceHoweverOftenItFails() {
        var searches = new Searches(ONE + 1);
        var round = begin(searches, "docs");
        assertThat(answered(searches, round)).isTrue();
        for (var i = 0; i < 10; i++) {
            assertThat(searches.mayBeginAgain(round, "docs", FAILURE, FOUND)).isTrue();
        }
        assertThat(searches.mayBeginAgain(round, "docs", FAILURE, 2 * FOUND)).isFalse();
    }

    /** Whether what is still searched for may begin again. */
    private static boolean answered(Searches searches, Round round) {
        var again = searches.answered(round);
        round.answer(again, marking -> marking);
        return again;
    }

    private static Round begin(Searches searches, String... namespaces) {
        searches.begin(namespaces.length);
        return new Round(audience(1, push("main", 'a')), List.of(namespaces), Clients.within(Duration.ofMinutes(1)));
    }
}
