package io.gitvolumereloader.agent.trigger;

/**
 * The pod that the agent runs in.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record OwnPod(String namespace, String name) {

    /** Where the API server has the pods of its namespace. */
    String path() {
        return "api/v1/namespaces/" + namespace + "/pods";
    }
}
