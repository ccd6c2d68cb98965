/**
 * Edge: the command line that says what the receiver would do with a delivery that somebody has saved. Asks the same
 * code as the server, starts nothing, and reaches nothing but files.
 */
@NullMarked
package io.gitvolumereloader.receiver.explain;

import org.jspecify.annotations.NullMarked;
