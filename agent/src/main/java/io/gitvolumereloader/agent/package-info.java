/** The edge: start and stop, configuration, wiring, health and status. */
@NullMarked
package io.gitvolumereloader.agent;

import org.jspecify.annotations.NullMarked;
