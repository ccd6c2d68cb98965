/** What asks for a sync, and what names the repository: the agent's own pod. */
@NullMarked
package io.gitvolumereloader.agent.trigger;

import org.jspecify.annotations.NullMarked;
