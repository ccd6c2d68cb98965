/** The parts put together: one API, one repository, one receiver, two docs pods. */
@NullMarked
package io.gitvolumereloader.local.stage;

import org.jspecify.annotations.NullMarked;
