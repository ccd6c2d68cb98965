@NullMarked
package io.gitvolumereloader.receiver;

import org.jspecify.annotations.NullMarked;
