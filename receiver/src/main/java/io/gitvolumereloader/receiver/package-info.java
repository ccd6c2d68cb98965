/**
 * The edge of the receiver: HTTP in, HTTP out, configuration, wiring, health. The only package that knows Funqy and
 * Vert.x.
 */
@NullMarked
package io.gitvolumereloader.receiver;

import org.jspecify.annotations.NullMarked;
