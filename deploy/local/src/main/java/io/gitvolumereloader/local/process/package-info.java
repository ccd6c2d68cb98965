/** The packaged applications as processes of their own. */
@NullMarked
package io.gitvolumereloader.local.process;

import org.jspecify.annotations.NullMarked;
