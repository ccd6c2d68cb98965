package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The secret as the password of HTTP's Basic scheme (<a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>);
 * the user name does not count. It protects no body: only behind TLS.
 */
record BasicPassword() implements HeaderScheme {
    private static final String HEADER = "Authorization";
    private static final String SCHEME = "basic ";

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var credentials = delivery.header(HEADER);
        if (credentials == null) {
            return new Verdict.Rejected("no Authorization header: does the webhook have a password?");
        }
        return password(credentials)
                .map(password -> Proof.bySame(secrets, password, "the password"))
                .orElseGet(() -> new Verdict.Rejected("Authorization is not Basic and the Base64 of user:password"));
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of("Basic realm=\"webhooks\", charset=\"UTF-8\"");
    }

    private static Optional<byte[]> password(String credentials) {
        if (!credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Encoding.BASE64.decode(credentials.substring(SCHEME.length())).flatMap(BasicPassword::afterColon);
    }

    private static Optional<byte[]> afterColon(byte[] userAndPassword) {
        for (var i = 0; i < userAndPassword.length; i++) {
            if (userAndPassword[i] == ':') {
                return Optional.of(Arrays.copyOfRange(userAndPassword, i + 1, userAndPassword.length));
            }
        }
        return Optional.empty();
    }
}
