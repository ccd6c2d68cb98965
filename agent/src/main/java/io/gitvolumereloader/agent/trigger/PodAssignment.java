package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.Assignment.Unknown;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What to follow: from the configuration, and what that leaves open from the annotations of the agent's own pod.
 *
 * <p>Once known it stays: a changed annotation comes with a new pod. Used by one thread at a time.
 */
public final class PodAssignment implements Assignment.Source {
    private final @Nullable String repository;
    private final @Nullable String ref;
    private final @Nullable AnnotationFile file;
    private final @Nullable OwnPod pod;
    private final PodKeys keys;
    private final Supplier<KubernetesClient> client;
    private @Nullable Follow known;

    /**
     * An assignment that is not known yet.
     *
     * @param repository the configured repository; null where the pod tells
     * @param ref the configured ref; null where the pod tells, or nobody does
     * @param pod the agent's own pod; null where it is not known
     * @param file holds the pod's annotations; null where the API is asked for them
     * @param client asked for only if the pod has to be read
     */
    public PodAssignment(
            @Nullable String repository,
            @Nullable String ref,
            @Nullable AnnotationFile file,
            @Nullable OwnPod pod,
            PodKeys keys,
            Supplier<KubernetesClient> client) {
        this.repository = repository;
        this.ref = ref;
        this.file = file;
        this.pod = pod;
        this.keys = keys;
        this.client = client;
    }

    @Override
    public Assignment assignment() {
        if (known != null) {
            return known;
        }
        var found = repository == null ? annotated() : configured(repository);
        if (found instanceof Follow follow) {
            known = follow;
        }
        return found;
    }

    private Assignment configured(String url) {
        return follow(url, "agent.repository", ref == null ? "HEAD" : ref, "agent.ref");
    }

    private Assignment annotated() {
        return file == null ? asked(pod) : read(file);
    }

    private Assignment read(AnnotationFile annotations) {
        return switch (annotations.read()) {
            case AnnotationFile.Reading.Whole(var text) ->
                annotated(
                        "file " + annotations.path(), AnnotationLines.read(text).values());
            case AnnotationFile.Reading.Unreadable(var reason) ->
                new Unknown("Could not read what to follow from file " + annotations.path() + ": " + reason
                        + "; or set agent.repository.");
        };
    }

    private Assignment asked(@Nullable OwnPod self) {
        if (self == null) {
            return new Unknown(
                    "Nothing to follow: set agent.repository, or mount the pod's annotations as a file, or let the downward API set "
                            + "POD_NAME and POD_NAMESPACE, so that the annotation " + keys.repository()
                            + " can be read.");
        }
        KubernetesClient asked;
        try {
            asked = client.get();
        } catch (RuntimeException e) {
            return unusable(self, e);
        }
        try {
            var object = asked.pods()
                    .inNamespace(self.namespace())
                    .withName(self.name())
                    .get();
            if (object == null) {
                return new Unknown("Could not read pod " + self.namespace() + "/" + self.name()
                        + ": there is none; check POD_NAME and POD_NAMESPACE.");
            }
            var all = object.getMetadata().getAnnotations();
            return annotated("pod " + self.namespace() + "/" + self.name(), all == null ? Map.of() : all);
        } catch (KubernetesClientException e) {
            return unreadable(self, ApiTrouble.of(e, asked.getMasterUrl()));
        } catch (IllegalArgumentException e) {
            return unusable(self, e);
        }
    }

    private Assignment annotated(String whose, Map<String, String> annotations) {
        var url = annotations.get(keys.repository());
        if (url == null) {
            return new Unknown("Nothing to follow: " + whose + " has no annotation " + keys.repository()
                    + ", and agent.repository is not set; set one of them.");
        }
        var annotatedRef = annotations.getOrDefault(keys.ref(), "HEAD");
        return follow(
                url,
                "the annotation " + keys.repository(),
                ref == null ? annotatedRef : ref,
                ref == null ? "the annotation " + keys.ref() : "agent.ref");
    }

    /** The exception itself is not quoted: it may quote the token, or the file that was read. */
    private static Assignment unusable(OwnPod self, RuntimeException failure) {
        return unreadable(
                self,
                "no request can be made with the configured login ("
                        + failure.getClass().getSimpleName()
                        + "); check token, certificates and keys of KUBECONFIG or of the pod's service account");
    }

    private static Assignment unreadable(OwnPod self, String cause) {
        return new Unknown("Could not read what to follow from pod " + self.namespace() + "/" + self.name() + ": "
                + cause + "; or set agent.repository.");
    }

    private static Assignment follow(String url, String urlSource, String refName, String refSource) {
        var followed = FollowedRef.parse(refName.isBlank() ? "HEAD" : refName);
        if (followed.isEmpty()) {
            return new Unknown("Can't follow the ref of " + refSource
                    + ": Git allows no such name; use main, v1.2, refs/heads/main or HEAD.");
        }
        return switch (RemoteUrl.read(url)) {
            case RemoteUrl.Reading.Usable(var remote) -> new Follow(remote, followed.get());
            case RemoteUrl.Reading.Unusable(var reason) ->
                new Unknown("Can't follow the repository of " + urlSource + ": " + reason + ".");
        };
    }
}
