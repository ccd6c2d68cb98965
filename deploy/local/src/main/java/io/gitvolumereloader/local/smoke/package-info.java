/** The smoke run: scenarios, the comparison of trees, latencies, and the report. */
@NullMarked
package io.gitvolumereloader.local.smoke;

import org.jspecify.annotations.NullMarked;
