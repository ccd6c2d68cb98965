/** The Git repository that is followed, and the webhook deliveries that its pushes cause. */
@NullMarked
package io.gitvolumereloader.local.repository;

import org.jspecify.annotations.NullMarked;
