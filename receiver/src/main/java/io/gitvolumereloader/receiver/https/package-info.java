/** Adapter: asks servers of others over HTTPS, where a provider can't be proved without them. */
@NullMarked
package io.gitvolumereloader.receiver.https;

import org.jspecify.annotations.NullMarked;
