package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.git.Selection;
import io.gitvolumereloader.agent.git.Timeouts;
import io.gitvolumereloader.agent.publish.PublishSettings;
import io.gitvolumereloader.agent.sync.Limits;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path FOLDER = Path.of("/srv/docs");
    private static final Path STATE = Path.of("/var/lib/docs");

    @Test
    void defaultsAreThoseOfTheEngine() {
        assertThat(Assembly.engineSettings(config(Map.of()))).isEqualTo(EngineSettings.of(FOLDER, STATE));
    }

    @Test
    void everySettingReachesTheEngine() {
        var settings = Assembly.engineSettings(config(Map.ofEntries(
                Map.entry("agent.adopt", "true"),
                Map.entry("agent.publish", "snapshot"),
                Map.entry("agent.snapshot.link", "live"),
                Map.entry("agent.snapshot.keep", "3"),
                Map.entry("agent.symlinks", "skip-outside"),
                Map.entry("agent.group-write", "true"),
                Map.entry("agent.local-changes", "keep"),
                Map.entry("agent.path", "site/public"),
                Map.entry("agent.include", "*.md,/img/"),
                Map.entry("agent.exclude", "draft*"),
                Map.entry("agent.limits.files", "10"),
                Map.entry("agent.limits.file-size", "5M"),
                Map.entry("agent.timeout", "3m"),
                Map.entry("agent.timeout.connect", "1s"),
                Map.entry("agent.timeout.first-byte", "2s"),
                Map.entry("agent.timeout.stall", "3s"),
                Map.entry("agent.auth.token-file", "/run/token"),
                Map.entry("agent.auth.username", "oauth2"),
                Map.entry("agent.auth.plain-http", "true"))));

        assertThat(settings.publish())
                .isEqualTo(new PublishSettings(
                        FOLDER,
                        STATE,
                        true,
                        PublishSettings.Mode.SNAPSHOT,
                        "live",
                        3,
                        PublishSettings.Symlinks.SKIP_OUTSIDE,
                        true,
                        false));
        assertThat(settings.selection())
                .isEqualTo(new Selection("site/public", List.of("*.md", "/img/"), List.of("draft*")));
        assertThat(settings.limits()).isEqualTo(new Limits(10, 5 << 20));
        assertThat(settings.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMinutes(3)));
        assertThat(settings.credentials().username()).isEqualTo("oauth2");
        assertThat(settings.credentials().tokenFile()).isEqualTo(Path.of("/run/token"));
        assertThat(settings.credentials().plainHttp()).isTrue();
    }

    @Test
    void patternsMayHoldCommasExclamationAndNumberSigns() {
        var escaped = config(Map.of("agent.include", "a\\,b.md,!c.md,\\\\#d.md"));
        var listed = config(
                Map.of("agent.include[0]", "a,b.md", "agent.include[1]", "!c.md", "agent.include[2]", "\\#d.md"));

        var patterns = List.of("a,b.md", "!c.md", "\\#d.md");
        assertThat(escaped.include()).hasValue(patterns);
        assertThat(listed.include()).hasValue(patterns);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            agent.publish            | inplace     | it must be one of in-place, snapshot
            agent.symlinks           | follow      | it must be one of refuse-outside, keep, skip, skip-outside
            agent.local-changes      | fix         | it must be one of repair, keep
            agent.trigger            | push        | it must be one of auto, file, api, none
            agent.adopt              | yes         | it must be one of true, false
            agent.group-write        | 1           | it must be one of true, false
            agent.auth.plain-http    | on          | it must be one of true, false
            agent.snapshot.keep      | some        | it must be a whole number
            agent.snapshot.keep      | 101         | it must lie between 0 and 100
            agent.snapshot.link      | a/b         | it must be a plain name
            agent.limits.files       | 0           | it must be at least 1
            agent.limits.files       | 1e6         | it must be a whole number
            agent.limits.file-size   | big         | write a size like 500K, 100M or 1G
            agent.limits.file-size   | 0           | it must be at least 1
            agent.timeout            | soon        | write a duration like 10s, 5m or PT5M
            agent.timeout            | 0s          | it must lie between 100ms and 24h
            agent.timeout.connect    | 2d          | it must lie between 100ms and 24h
            agent.timeout.first-byte | -1s         | it must lie between 100ms and 24h
            agent.timeout.stall      | never       | write a duration like 10s, 5m or PT5M
            agent.poll.every         | 0s          | it must be more than nothing
            agent.poll.jitter        | 200%        | it must lie between 0% and 100%
            agent.poll.jitter        | some        | write a percentage like 10%
            agent.name               | Theme       | may hold a-z
            agent.trigger            | api         | let the downward API set POD_NAME
            agent.watch.silence      | 10ms        | it must lie between 100ms and 24h
            agent.watch.spread       | 0s          | it must lie between 100ms and 24h
            agent.report             | on          | it must be one of true, false
            agent.report             | true        | let the downward API set POD_NAME
            agent.folder             | ''          | set it or leave it out
            """)
    void aBadValueIsNamedWithWhatIsAllowed(String setting, String value, String remedy) {
        assertThat(complaints(Map.of(setting, value)))
                .singleElement()
                .asString()
                .startsWith(setting)
                .contains(remedy)
                .hasLineCount(1)
                .doesNotContain("SRCFG", "Exception", "class ");
    }

    @Test
    void everyBadValueIsNamed() {
        assertThat(complaints(Map.of("agent.publish", "x", "agent.symlinks", "y")))
                .hasSize(2);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(read(Map.of("agent.state", "/var/lib/docs")))
                .isEqualTo(new Settings.Reading.Unusable(
                        List.of("agent.folder is not set, and there is no default; set it")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agent.repositry", "agent.poll.evry", "agent.include.x", "AGENT_REPOSITRY", "AGENT_POLLEVERY"})
    void unknownSettingsAreFound(String name) {
        assertThat(usable(Map.of(name, "x")).unknown()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.include[7]",
                "AGENT_INCLUDE_7_",
                "AGENT_TIMEOUT_FIRST_BYTE",
                "AGENT_SERVICE_HOST",
                "AGENT_SERVICE_PORT_HTTP",
                "AGENT_PORT",
                "AGENT_PORT_80_TCP_ADDR",
                "agents.friend",
                "AGENTS"
            })
    void whatIsNoneOfTheAgentsMistakesIsPassedOver(String name) {
        assertThat(usable(Map.of(name, "9s")).unknown()).isEmpty();
    }

    private static AgentConfig config(Map<String, String> values) {
        return usable(values).config();
    }

    private static Settings.Reading.Usable usable(Map<String, String> values) {
        var reading = withFolders(values);
        assertThat(reading).isInstanceOf(Settings.Reading.Usable.class);
        return (Settings.Reading.Usable) reading;
    }

    private static List<String> complaints(Map<String, String> values) {
        var reading = withFolders(values);
        assertThat(reading).isInstanceOf(Settings.Reading.Unusable.class);
        return ((Settings.Reading.Unusable) reading).complaints();
    }

    private static Settings.Reading withFolders(Map<String, String> values) {
        var all = new TreeMap<>(Map.of("agent.folder", FOLDER.toString(), "agent.state", STATE.toString()));
        all.putAll(values);
        return read(all);
    }

    private static Settings.Reading read(Map<String, String> values) {
        return Settings.read(new PropertiesConfigSource(values, "test", 1000));
    }
}
