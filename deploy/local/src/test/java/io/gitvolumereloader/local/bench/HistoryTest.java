package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.testing.GitServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    private Path folder;

    private GitServer server;
    private History history;

    @BeforeEach
    void make() {
        server = GitServer.start(folder);
        history = History.make(server, 120, List.of(1, 40));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void firstCommitHasAllPages() {
        assertThat(files()).hasSize(120);
    }

    @Test
    void eachPushChangesSoManyPages() {
        var first = history.tip();
        history.push(1);
        var second = history.tip();
        history.push(40);

        assertThat(changed(first, second)).hasSize(1);
        assertThat(changed(second, history.tip())).hasSize(40);
        assertThat(files()).hasSize(120);
        assertThat(history.bare().run("rev-parse", "refs/heads/main")).isEqualTo(history.tip());
    }

    @Test
    void everythingIsPacked() {
        assertThat(history.bare().run("count-objects", "-v"))
                .contains("count: 0\n")
                .contains("packs: 1\n");
    }

    @Test
    void pagesHaveTwoToSixKilobytes() {
        assertThat(history.bare()
                        .run("ls-tree", "-r", "--format=%(objectsize)", "main")
                        .lines())
                .allSatisfy(size -> assertThat(Integer.parseInt(size)).isBetween(2048, 6145));
    }

    @Test
    void pushOfAnotherSizeThanPreparedIsRefused() {
        assertThatThrownBy(() -> history.push(7)).hasMessageContaining("not prepared to change 7 pages");
    }

    private List<String> files() {
        return history.bare()
                .run("ls-tree", "-r", "--name-only", "main")
                .lines()
                .toList();
    }

    private List<String> changed(String from, String to) {
        return history.bare().run("diff", "--name-only", from, to).lines().toList();
    }
}
