/** The agent's own pod: what asks for a sync, what names the repository, and where the agent tells what it shows. */
@NullMarked
package io.gitvolumereloader.agent.trigger;

import org.jspecify.annotations.NullMarked;
