/**
 * Adapter: Fabric8's Kubernetes client as the {@code Pods} of the hook. {@code PodLists} finds pods, by lists that
 * {@code PodStream} reads while they arrive; {@code FanOut} marks them, in the order that {@code Backlog} keeps;
 * {@code ApiServer} sends both kinds of requests. No type of Fabric8 leaves this package.
 */
@NullMarked
package io.gitvolumereloader.receiver.kubernetes;

import org.jspecify.annotations.NullMarked;
