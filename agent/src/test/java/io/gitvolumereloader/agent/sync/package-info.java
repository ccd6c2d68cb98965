@NullMarked
package io.gitvolumereloader.agent.sync;

import org.jspecify.annotations.NullMarked;
