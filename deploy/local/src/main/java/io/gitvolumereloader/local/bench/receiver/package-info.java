/** {@code bench receiver}: how many deliveries the receiver judges, what a flood costs, and what its time tells. */
@NullMarked
package io.gitvolumereloader.local.bench.receiver;

import org.jspecify.annotations.NullMarked;
