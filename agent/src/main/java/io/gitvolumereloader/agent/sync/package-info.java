/** The flow and its values: what asks for a sync, fetch, publish, tell. JDK and JSpecify types only. */
@NullMarked
package io.gitvolumereloader.agent.sync;

import org.jspecify.annotations.NullMarked;
