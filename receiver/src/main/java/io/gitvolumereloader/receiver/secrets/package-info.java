/** Adapter: a mounted folder of files as the {@code Secrets} of the hook. The only package that reads YAML. */
@NullMarked
package io.gitvolumereloader.receiver.secrets;

import org.jspecify.annotations.NullMarked;
