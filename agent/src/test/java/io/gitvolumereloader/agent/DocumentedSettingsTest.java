package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of settings names what there is, and all of it; the manifests' tests trust it. */
class DocumentedSettingsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`agent\\.[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("agent\\.[a-z.-]+[a-z]");

    @Test
    void theTableIsComplete() throws IOException {
        var documented = ROW.matcher(Files.readString(Path.of("../docs/agent.md")))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        var known = ConfigMappings.getProperties(ConfigClass.configClass(AgentConfig.class)).keySet().stream()
                .map(name -> name.replaceAll("\\[\\*]$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(known);
    }
}
