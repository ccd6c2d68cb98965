/** Tokens of OpenID Connect: what they claim, the keys of whoever issues them, and whether both fit. */
@NullMarked
package io.gitvolumereloader.receiver.oidc;

import org.jspecify.annotations.NullMarked;
