package io.gitvolumereloader.agent.trigger;

/**
 * The pod that the agent runs in.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record OwnPod(String namespace, String name) {}
