package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.explain.Explain;
import io.gitvolumereloader.receiver.explain.Misuse;
import io.gitvolumereloader.receiver.explain.Question;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.kubernetes.Kubeconfig;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/** Where the program starts: serves webhooks, or explains one that somebody has saved. */
@QuarkusMain
public final class Main {
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final String USAGE = """
            Usage: java -jar quarkus-run.jar [explain ... | --help | --version]

              (nothing)   serve webhooks; docs/receiver.md lists the settings
              explain     say what would become of a delivery that you have saved; 'explain --help' says how
              --help      print this
              --version   print the version
            """;

    private Main() {}

    /** Runs the program; ends the process unless it is to stay. */
    public static void main(String... arguments) {
        switch (List.of(arguments)) {
            case List<String> none when none.isEmpty() -> serve();
            case List<String> only when only.equals(List.of("--help")) -> System.out.print(USAGE);
            case List<String> only when only.equals(List.of("--version")) -> System.out.println(version());
            case List<String> only when only.equals(List.of("explain", "--help")) -> System.out.print(Question.USAGE);
            case List<String> some when some.getFirst().equals("explain") -> explain(some.subList(1, some.size()));
            case List<String> unclear -> {
                System.err.println("Can't make sense of '" + String.join(" ", unclear) + "'.");
                System.err.print(USAGE);
                System.exit(MISUSED);
            }
        }
    }

    private static void serve() {
        switch (Settings.read()) {
            case Settings.Reading.Usable(var _, var all) ->
                Kubeconfig.complaint(
                                all.getOptionalValue("quarkus.kubernetes-client.kubeconfig-file", String.class),
                                all.getOptionalValue("quarkus.kubernetes-client.api-server-url", String.class)
                                        .isPresent())
                        .or(() -> Ports.complaint(all))
                        .ifPresentOrElse(complaint -> refuse(List.of(complaint)), Quarkus::run);
            case Settings.Reading.Unusable(var complaints) -> refuse(complaints);
        }
    }

    private static void refuse(List<String> complaints) {
        complaints.forEach(complaint -> System.err.println("Could not start: " + complaint + "."));
        System.exit(REFUSED);
    }

    private static void explain(List<String> arguments) {
        switch (Settings.read()) {
            case Settings.Reading.Usable settings -> {
                settings.register();
                Spelling.unknown(settings.all()).forEach(name -> System.err.println(Spelling.warning(name)));
                explain(arguments, settings.config());
            }
            case Settings.Reading.Unusable(var complaints) -> misuse(String.join(". ", complaints) + ".");
        }
    }

    private static void explain(List<String> arguments, ReceiverConfig settings) {
        try {
            var providers = providers();
            var question = Question.of(arguments, providers);
            var explain = new Explain(
                    providers, Wiring.aliasesIn(settings), settings.maxBody().asLongValue(), System.out);
            if (!explain.answer(question)) {
                System.exit(REFUSED);
            }
        } catch (Misuse | ConfigurationException e) {
            misuse(String.valueOf(e.getMessage()));
        }
    }

    private static void misuse(String complaint) {
        System.err.println(complaint + " 'explain --help' says more.");
        System.exit(MISUSED);
    }

    /** The same as the server has. The container of beans alone makes them: no server and no client. */
    private static List<Provider> providers() {
        return Arc.initialize().listAll(Provider.class).stream()
                .map(InstanceHandle::get)
                .toList();
    }

    private static String version() {
        return "git-volume-reloader receiver " + Main.class.getPackage().getImplementationVersion();
    }
}
