@NullMarked
package io.gitvolumereloader.agent.publish;

import org.jspecify.annotations.NullMarked;
