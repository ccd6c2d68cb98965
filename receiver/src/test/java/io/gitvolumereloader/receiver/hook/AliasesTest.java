package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesTest {
    @Test
    void serversAreReadLikeThoseOfUrls() {
        assertThat(Aliases.parse(List.of(
                                " SSH.Example.org.:22 = git.example.org:443 ", "[2001:DB8::1]:2222=git.example.org"))
                        .servers())
                .isEqualTo(
                        Map.of("ssh.example.org", "git.example.org", "[2001:db8:0:0:0:0:0:1]:2222", "git.example.org"));
    }

    @Test
    void anEntryThatSaysNothingIsNone() {
        assertThat(Aliases.parse(List.of("git.example.org:22=git.example.org"))).isEqualTo(Aliases.NONE);
    }

    @Test
    void theSameTwiceIsFine() {
        assertThat(Aliases.parse(List.of("a.example=b.example", "A.example:22=b.example"))
                        .servers())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "a.example",
                "a.example=",
                "=b.example",
                "a.example=b.example=c.example",
                "https://user:secret@a.example=b.example",
                "a.example/o=b.example/o",
                "a.example:ssh=b.example",
                "a.example:65536=b.example",
                "user:secret@a.example=b.example",
                "a.example=*.example",
            })
    void whatIsNoEntryIsRefusedWithoutBeingQuoted(String entry) {
        assertThatThrownBy(() -> Aliases.parse(List.of("a.example=b.example", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has an entry 2 that is not host[:port]=host[:port]: write it as in"
                        + " ssh.example.org:2222=git.example.org");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> Aliases.parse(List.of("a.example=b.example", "a.example=c.example")))
                .hasMessage(
                        "says that a.example is b.example and, in entry 2, that it is c.example: keep one of the two");
    }

    @Test
    void chainsAndCirclesAreRefused() {
        assertThatThrownBy(() -> Aliases.parse(List.of("a.example=b.example", "b.example=c.example")))
                .hasMessage(
                        "leads from a.example to b.example and on to c.example: let every entry lead to the last one");
        assertThatThrownBy(() -> Aliases.parse(List.of("a.example=b.example", "b.example=a.example")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noAliasLosesTheCaseThatTellsRepositoriesApart() {
        var server = "git-codecommit.eu-west-1.amazonaws.com";
        assertThatThrownBy(() -> Aliases.parse(List.of("a.example=b.example", "work=" + server)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("leads in entry 2 to " + server + ", where case tells repositories apart");
        assertThat(Aliases.parse(List.of(server + "=git.example.org")).servers())
                .hasSize(1);
    }

    @Test
    void thereIsABound() {
        assertThatThrownBy(() -> Aliases.parse(Collections.nCopies(1001, "a.example=b.example")))
                .hasMessageContaining("1000");
    }
}
