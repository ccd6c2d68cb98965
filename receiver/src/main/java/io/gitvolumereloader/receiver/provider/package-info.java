/**
 * The providers, one file each: where a provider's headers, signature and fields are. The machinery that reads them is
 * here once.
 */
@NullMarked
package io.gitvolumereloader.receiver.provider;

import org.jspecify.annotations.NullMarked;
