/** The Kubernetes API that receiver and agents talk to: embedded in this process, or a real one. */
@NullMarked
package io.gitvolumereloader.local.cluster;

import org.jspecify.annotations.NullMarked;
