/** What the time of a proof tells about a secret, measured where the proof is checked. */
@NullMarked
package io.gitvolumereloader.local.bench.proof;

import org.jspecify.annotations.NullMarked;
