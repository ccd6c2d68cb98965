/** Benchmarks of the agent's engine against what others do with Git commands, on the same commits in the same run. */
@NullMarked
package io.gitvolumereloader.local.bench;

import org.jspecify.annotations.NullMarked;
