package io.gitvolumereloader.receiver;

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
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(receiver\\.[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("receiver\\.[a-z.-]+[a-z]");
    /** The table points to the page of providers for these. */
    private static final String ELSEWHERE = "receiver.generic.";

    @Test
    void theTableIsComplete() throws IOException {
        var documented = ROW.matcher(Files.readString(Path.of("../docs/receiver.md")))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(MatchResult::group)
                .filter(name -> !ELSEWHERE.startsWith(name))
                .collect(Collectors.toCollection(TreeSet::new));
        var known = ConfigMappings.getProperties(ConfigClass.configClass(ReceiverConfig.class)).keySet().stream()
                .map(name -> name.replaceAll("\\[\\*]$", ""))
                .filter(name -> !name.startsWith(ELSEWHERE))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(known);
    }
}
