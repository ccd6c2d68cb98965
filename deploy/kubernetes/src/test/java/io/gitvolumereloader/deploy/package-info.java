/** What must be true of the manifests in {@code deploy/kubernetes}. */
@NullMarked
package io.gitvolumereloader.deploy;

import org.jspecify.annotations.NullMarked;
