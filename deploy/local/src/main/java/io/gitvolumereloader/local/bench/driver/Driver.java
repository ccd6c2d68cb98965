package io.gitvolumereloader.local.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.agent.EngineSettings;
import io.gitvolumereloader.agent.publish.PublishSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/**
 * Hosts the engine: does what each line of standard input says, a deed and perhaps a URL, and answers {@code ok} and
 * how many nanoseconds the last fetch took, or {@code failed} and why.
 */
public final class Driver {
    private Driver() {}

    /** Takes mode, published folder and state folder; ends with standard input. */
    public static void main(String... arguments) throws IOException {
        var publish = PublishSettings.of(Path.of(arguments[1]), Path.of(arguments[2]))
                .with(PublishSettings.Mode.valueOf(arguments[0]));
        try (var engine = new DrivenEngine(EngineSettings.of(publish));
                var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println("ok");
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(answer(engine, order));
            }
        }
    }

    private static String answer(DrivenEngine engine, String order) {
        try {
            obey(engine, order.split(" ", 2));
            return "ok " + engine.fetchNanos();
        } catch (RuntimeException e) {
            e.printStackTrace();
            return "failed "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static void obey(DrivenEngine engine, String... order) {
        switch (order[0]) {
            case "sync" -> engine.sync(order[1]);
            case "fetch" -> engine.fetch(order[1]);
            case "publish" -> engine.publish();
            case "bound" -> engine.bound();
            case "tidy" -> engine.tidy();
            default -> throw new IllegalStateException("no such deed: " + order[0]);
        }
    }
}
