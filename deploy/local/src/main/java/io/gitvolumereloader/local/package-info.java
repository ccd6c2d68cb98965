/** The local run: the whole system on one machine, started by one command, and the smoke run that tries it. */
@NullMarked
package io.gitvolumereloader.local;

import org.jspecify.annotations.NullMarked;
