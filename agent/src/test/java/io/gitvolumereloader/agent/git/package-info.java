@NullMarked
package io.gitvolumereloader.agent.git;

import org.jspecify.annotations.NullMarked;
