@NullMarked
package io.gitvolumereloader.agent;

import org.jspecify.annotations.NullMarked;
