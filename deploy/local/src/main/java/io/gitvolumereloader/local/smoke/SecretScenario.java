package io.gitvolumereloader.local.smoke;

import io.gitvolumereloader.local.stage.DocsPod;
import io.gitvolumereloader.local.stage.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** Looks for the webhook's secret wherever the programs have written or answered something by now. */
final class SecretScenario {
    private final LocalSystem system;

    SecretScenario(LocalSystem system) {
        this.system = system;
    }

    Scenario scenario() {
        return new Scenario("the secret is in no log, no annotation, no status", this::search);
    }

    private void search() throws IOException {
        var secret = Files.readString(system.folders().secrets().resolve("github"));
        var leaks = new ArrayList<String>();
        try (var logs = Files.list(system.folders().logs())) {
            for (var log : (Iterable<Path>) logs::iterator) {
                if (Files.readString(log).contains(secret)) {
                    leaks.add(log.getFileName().toString());
                }
            }
        }
        for (DocsPod pod : system.pods()) {
            var told = pod.status().toString() + system.cluster().annotations(pod.name());
            if (told.contains(secret)) {
                leaks.add("status or annotations of " + pod.name());
            }
        }
        if (!leaks.isEmpty()) {
            throw new IllegalStateException("The webhook's secret is in " + leaks);
        }
    }
}
