/** What both the smoke run and the benchmarks say about what they measured. */
@NullMarked
package io.gitvolumereloader.local.measure;

import org.jspecify.annotations.NullMarked;
