package io.gitvolumereloader.local;

import io.gitvolumereloader.local.stage.Cleanup;
import io.gitvolumereloader.local.stage.LocalSystem;
import io.gitvolumereloader.local.stage.Service;
import io.gitvolumereloader.local.view.Viewer;
import io.gitvolumereloader.local.view.Volume;
import java.time.Duration;
import java.util.stream.Collectors;

/** The local run to play with: shows the volumes, says what to try, and keeps the programs alive until it is ended. */
final class Demo {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final LocalSystem system;
    private final Cleanup cleanup;

    Demo(LocalSystem system, Cleanup cleanup) {
        this.system = system;
        this.cleanup = cleanup;
    }

    int run() throws InterruptedException {
        var viewer = Viewer.start(system.pods().stream()
                .map(pod -> new Volume(pod.name(), pod.volume(), pod::status))
                .toList());
        cleanup.add(viewer::close);
        System.out.print(invitation(viewer));
        while (!cleanup.hasBegun()) {
            Thread.sleep(BETWEEN_LOOKS);
            system.services().filter(Service::revive).forEach(Demo::tell);
        }
        return 0;
    }

    private static void tell(Service service) {
        System.out.println("The " + service.program().name()
                + " had ended; it was started again, as kubelet would, with the process id "
                + service.process().pid() + ".");
    }

    private String invitation(Viewer viewer) {
        var pages = system.pods().stream()
                .map(pod -> "  %-16s %s".formatted(pod.name(), viewer.url("/" + pod.name() + "/")))
                .collect(Collectors.joining("\n"));
        var logs = system.services()
                .map(service -> "  %-16s %s"
                        .formatted(service.program().name(), service.program().log()))
                .collect(Collectors.joining("\n"));
        var processes = system.services()
                .map(service -> "  %-16s %-7d %s"
                        .formatted(
                                service.program().name(),
                                service.process().pid(),
                                service.process().management()))
                .collect(Collectors.joining("\n"));
        return """

                Everything runs. Both volumes side by side:

                  %s

                Change something (in another terminal):

                  git clone %s try-docs && cd try-docs
                  echo "Hello, volumes" >> README.md && git commit -am "Say hello" && git push

                Each volume's own pages:
                %s

                Logs:
                %s
                  %-16s %s

                Process ids, and where /pods of the receiver and /status of the agents are:
                %s

                What the receiver writes to a pod:

                  kubectl --kubeconfig '%s' get --raw /api/v1/namespaces/%s/pods/docs-0

                Ctrl-C ends all of it and leaves nothing behind.
                """.formatted(
                        viewer.url("/"),
                        system.repository().url(),
                        pages,
                        logs,
                        "deliveries",
                        system.folders().log("deliveries"),
                        processes,
                        system.cluster().kubeconfig(),
                        system.cluster().namespace());
    }
}
