package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.trigger.Kubeconfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the program starts: reads the command line, and the settings before anything is started with them. */
@QuarkusMain
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String USAGE = """
            Usage: java -jar quarkus-run.jar [--once | --help | --version]

              (nothing)   keep a folder equal to the tip of a Git ref
              --once      fill the folder once, and end: 0 if it shows the tip, 1 if not
              --help      print this
              --version   print the version

            It is set up by environment variables such as AGENT_REPOSITORY, AGENT_FOLDER and AGENT_STATE;
            docs/agent.md lists them all.
            """;

    private Main() {}

    /** Runs the program; ends the process unless it is to stay. */
    public static void main(String... arguments) {
        switch (List.of(arguments)) {
            case List<String> none when none.isEmpty() -> stay();
            case List<String> only when only.equals(List.of("--once")) -> once();
            case List<String> only when only.equals(List.of("--help")) -> System.out.print(USAGE);
            case List<String> only when only.equals(List.of("--version")) -> System.out.println(version());
            case List<String> unclear -> {
                System.err.println("Can't make sense of '" + String.join(" ", unclear) + "'.");
                System.err.print(USAGE);
                System.exit(MISUSED);
            }
        }
    }

    private static void stay() {
        switch (Settings.read()) {
            case Settings.Reading.Usable(var config, var _, var all) -> {
                var login = Assembly.asksApi(config)
                        ? Kubeconfig.complaint(
                                all.getOptionalValue("quarkus.kubernetes-client.kubeconfig-file", String.class),
                                all.getOptionalValue("quarkus.kubernetes-client.api-server-url", String.class)
                                        .isPresent())
                        : Optional.<String>empty();
                refuse(Stream.concat(login.stream(), ManagementPort.of(all).complaint().stream())
                        .toList());
                Quarkus.run();
            }
            case Settings.Reading.Unusable(var complaints) -> refuse(complaints);
        }
    }

    private static void once() {
        switch (Settings.read()) {
            case Settings.Reading.Usable(var config, var unknown, var _) -> {
                unknown.forEach(name -> System.err.println(Settings.warning(name)));
                Encoding.warning().ifPresent(System.err::println);
                if (Assembly.assignmentAsksApi(config)) {
                    refuse(Kubeconfig.complaint(Optional.empty(), false).stream()
                            .toList());
                }
                // Else the JVM would add four lines of warnings to the one line that standard error is to have.
                System.setProperty("io.netty.noUnsafe", "true");
                // The client of the Kubernetes API leaves threads behind that would keep the process alive.
                System.exit(new Once(config, System.out, System.err).run());
            }
            case Settings.Reading.Unusable(var complaints) -> refuse(complaints);
        }
    }

    /** Ends the process if there is anything to complain of. */
    private static void refuse(List<String> complaints) {
        complaints.forEach(complaint -> System.err.println("Could not start: " + complaint + "."));
        if (!complaints.isEmpty()) {
            System.exit(FAILED);
        }
    }

    private static String version() {
        return "git-volume-reloader agent " + Main.class.getPackage().getImplementationVersion();
    }
}
