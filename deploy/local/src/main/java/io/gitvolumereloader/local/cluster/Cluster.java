package io.gitvolumereloader.local.cluster;

import java.nio.file.Path;
import java.util.Map;

/** A Kubernetes API with one namespace for us. Safe for any number of threads. */
public sealed interface Cluster extends AutoCloseable permits EmbeddedCluster, RealCluster {

    /** The namespace that holds our pods and nothing else. */
    String namespace();

    /** The file that tells a client where the API is and how to log in. */
    Path kubeconfig();

    /** Makes a pod that never runs: an object with these annotations and the label that makes the receiver see it. */
    void createPod(String name, Map<String, String> annotations);

    /** The annotations of a pod at this moment. */
    Map<String, String> annotations(String pod);

    /** Ends what was started and removes what was made. */
    @Override
    void close();
}
