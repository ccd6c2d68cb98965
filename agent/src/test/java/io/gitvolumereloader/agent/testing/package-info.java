/**
 * A Git server and a Git client of our own choosing on this machine: the real {@code git}, cut off from anybody's
 * configuration. And a real API server that can be ended and started again.
 */
@NullMarked
package io.gitvolumereloader.agent.testing;

import org.jspecify.annotations.NullMarked;
