@NullMarked
package io.gitvolumereloader.agent.trigger;

import org.jspecify.annotations.NullMarked;
