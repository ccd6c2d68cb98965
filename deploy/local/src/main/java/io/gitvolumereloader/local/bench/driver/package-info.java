/** The agent's engine in a JVM of its own, under the benchmarks' control. */
@NullMarked
package io.gitvolumereloader.local.bench.driver;

import org.jspecify.annotations.NullMarked;
