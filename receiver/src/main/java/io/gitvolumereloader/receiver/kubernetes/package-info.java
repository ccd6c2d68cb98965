/** Adapter: Fabric8's Kubernetes client as the {@code Pods} of the hook. No type of Fabric8 leaves this package. */
@NullMarked
package io.gitvolumereloader.receiver.kubernetes;

import org.jspecify.annotations.NullMarked;
