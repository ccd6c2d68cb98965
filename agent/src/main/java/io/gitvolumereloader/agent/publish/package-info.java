/** How a tree becomes files. */
@NullMarked
package io.gitvolumereloader.agent.publish;

import org.jspecify.annotations.NullMarked;
