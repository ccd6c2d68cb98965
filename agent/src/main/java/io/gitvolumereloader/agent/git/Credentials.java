package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.RemoteUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.transport.TransportHttp;
import org.jspecify.annotations.Nullable;

/**
 * The token that opens the repository, read from a mounted file at every fetch, so that a rotated one is used at once.
 *
 * @param tokenFile the file, one line; null where the repository is open to all
 * @param username the user that goes with the token
 * @param plainHttp whether the token may be sent unencrypted
 */
public record Credentials(@Nullable Path tokenFile, String username, boolean plainHttp) {

    private static final int LONGEST = 1 << 16;

    /** No credentials at all. */
    public static final Credentials NONE = new Credentials(null, "git", false);

    /**
     * Lets {@code transport} authenticate from its first request on.
     *
     * @return what is wrong with the credentials; empty where nothing is
     */
    Optional<String> applyTo(TransportHttp transport, RemoteUrl repository) {
        if (tokenFile == null) {
            return Optional.empty();
        }
        if (!repository.isPrivate() && !plainHttp) {
            return Optional.of("the token of agent.auth.token-file would travel unencrypted; use an https URL, or set "
                    + "agent.auth.plain-http=true if the network is trusted");
        }
        try {
            var token = read(tokenFile).strip();
            if (token.length() >= LONGEST) {
                return Optional.of(
                        "the token file " + tokenFile + " is too large for a token; check agent.auth.token-file");
            }
            if (token.isEmpty()) {
                return Optional.of("the token file " + tokenFile + " is empty; check the Secret behind it");
            }
            transport.setPreemptiveBasicAuthentication(username, token);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the token file " + tokenFile + " could not be read ("
                    + e.getClass().getSimpleName() + "); check agent.auth.token-file and the Secret behind it");
        }
    }

    private static String read(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            return new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
