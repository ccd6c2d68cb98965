/** The web pages that show what the volumes hold. */
@NullMarked
package io.gitvolumereloader.local.view;

import org.jspecify.annotations.NullMarked;
