package io.gitvolumereloader.local;

import io.gitvolumereloader.local.stage.Cleanup;
import io.gitvolumereloader.local.stage.LocalSystem;
import io.gitvolumereloader.local.view.Viewer;
import io.gitvolumereloader.local.view.Volume;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The local run to play with: shows the volumes, says what to try, and waits to be ended. */
final class Demo {
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
        new CountDownLatch(1).await(); // for ever: a signal ends the process
        return 0;
    }

    private String invitation(Viewer viewer) {
        var pages = system.pods().stream()
                .map(pod -> "  %-16s %s".formatted(pod.name(), viewer.url("/" + pod.name() + "/")))
                .collect(Collectors.joining("\n"));
        var logs = system.services()
                .map(service -> "  %-16s %s"
                        .formatted(service.program().name(), service.program().log()))
                .collect(Collectors.joining("\n"));
        return """

                Everything runs. Both volumes side by side:

                  %s

                Change something (in another terminal):

                  git clone %s docs && cd docs
                  echo "Hello, volumes" >> README.md && git commit -am "Say hello" && git push

                Each volume's own pages:
                %s

                Logs:
                %s
                  %-16s %s

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
                        system.cluster().kubeconfig(),
                        system.cluster().namespace());
    }
}
