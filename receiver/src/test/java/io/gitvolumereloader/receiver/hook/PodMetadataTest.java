package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodMetadataTest {
    private static final String PREFIX = "git-volume-reloader.io/";
    private static final RepositoryKey DOCS = new RepositoryKey("github.com", "o/docs");
    private static final RepositoryKey THEME = new RepositoryKey("github.com", "o/theme");

    private final List<Follower> followers = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();

    @Test
    void aPodWithoutAnnotationsFollowsNothing() {
        follow(Map.of());
        assertThat(followers).isEmpty();
        assertThat(oddities).isEmpty();
    }

    @Test
    void onePlainRepository() {
        follow(Map.of(PREFIX + "repository", "git@github.com:o/docs.git", PREFIX + "push", "{}"));
        assertThat(followers).containsExactly(new Follower("ns", "pod", "", DOCS, FollowedRef.HEAD, "{}"));
    }

    @Test
    void severalNamedRepositories() {
        follow(Map.of(
                PREFIX + "repository", "https://github.com/o/docs",
                PREFIX + "ref", "main",
                PREFIX + "repository.theme", "https://github.com/o/theme",
                PREFIX + "ref.theme", "v1.2",
                PREFIX + "push.theme", "old"));
        assertThat(followers)
                .containsExactlyInAnyOrder(
                        new Follower("ns", "pod", "", DOCS, new FollowedRef("main"), null),
                        new Follower("ns", "pod", "theme", THEME, new FollowedRef("v1.2"), "old"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repository.",
                "repository.Theme",
                "repository.-a",
                "repository.a.b",
                "repositorytheme",
                "repository.a_b"
            })
    void aNameThatIsNoDnsLabelIsNotOurs(String key) {
        follow(Map.of(PREFIX + key, "https://github.com/o/docs"));
        assertThat(followers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repository.Theme", "repository.a_b", "ref.theme", "ref"})
    void aKeyThatLeadsToNothingIsReported(String key) {
        follow(Map.of(PREFIX + key, "https://github.com/o/docs"));
        assertThat(oddities).singleElement().asString().contains(PREFIX + key, "ns/pod");
    }

    @Test
    void aNameHasAtMostWhatAnAnnotationKeyLeaves() {
        follow(Map.of(
                PREFIX + "repository." + "a".repeat(52), "https://github.com/o/docs",
                PREFIX + "repository." + "b".repeat(53), "https://github.com/o/docs"));
        assertThat(followers).extracting(Follower::name).containsExactly("a".repeat(52));
        assertThat(oddities).hasSize(1);
    }

    @Test
    void aRepositoryThatIsNoUrlIsReportedWithoutQuotingIt() {
        follow(Map.of(PREFIX + "repository", "the docs", PREFIX + "repository.theme", "https://github.com/o/theme"));
        assertThat(followers).extracting(Follower::name).containsExactly("theme");
        assertThat(oddities)
                .singleElement()
                .asString()
                .contains("git-volume-reloader.io/repository", "ns/pod", "https://host/owner/name.git")
                .doesNotContain("the docs");
    }

    private void follow(Map<String, String> annotations) {
        new PodMetadata("ns", "pod", annotations).follow(followers, oddities);
    }
}
