/** Measures how a receiver finds and marks many pods, beside other ways to do the same. */
@NullMarked
package io.gitvolumereloader.local.bench.fanout;

import org.jspecify.annotations.NullMarked;
