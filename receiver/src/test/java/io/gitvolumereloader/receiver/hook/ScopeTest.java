package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final RepositoryKey OWN = new RepositoryKey("github.com", "team-a/docs");
    private static final RepositoryKey OTHER = new RepositoryKey("github.com", "team-b/docs");
    private static final Scope TEAM_A = new Scope(
            Set.of("a", "a-test"),
            List.of(new RepositoryPattern("github.com/team-a/*"), new RepositoryPattern("git.internal/a/**")));

    @Test
    void reachesItsNamespacesOnly() {
        assertThat(List.of("a", "a-test", "b", "", "*"))
                .filteredOn(TEAM_A::reaches)
                .containsExactly("a", "a-test");
    }

    @Test
    void everythingReachesEverywhere() {
        assertThat(Scope.EVERYTHING.reaches("a")).isTrue();
        assertThat(Scope.EVERYTHING.limit(List.of(OWN, OTHER))).containsExactly(OWN, OTHER);
    }

    @Test
    void ofAPushOnlyTheNamesInScopeAreLeft() {
        assertThat(TEAM_A.limit(List.of(OTHER, OWN))).containsExactly(OWN);
        assertThat(TEAM_A.limit(List.of(OTHER))).isEmpty();
    }
}
