/** JGit behind the interfaces that {@code sync} owns. */
@NullMarked
package io.gitvolumereloader.agent.git;

import org.jspecify.annotations.NullMarked;
