package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One of each provider, as it is without settings, except that an old Bitbucket server is known. */
public final class AllProviders {
    /** Somebody who vouches for a delivery, by a secret that tells nothing beside itself. */
    static final Secret ANYBODY = new Secret("somebody who vouches".getBytes(UTF_8));

    private AllProviders() {}

    /** All of them, by a clock that stands still. */
    public static List<Provider> standing(Instant now) {
        return List.copyOf(at(now));
    }

    static List<DescribedProvider> at(Instant now) {
        var clock = InstantSource.fixed(now);
        return List.of(
                new GitHub(),
                new GitLab(clock),
                new Bitbucket(),
                new BitbucketServer(Optional.of("https://bitbucket.example.com/")),
                new Gitea(),
                new Gogs(),
                new AzureDevOps(),
                new Generic("X-Signature", Optional.of("sha256="), Encoding.HEX, Generic.Algorithm.SHA256),
                new StandardWebhooks(clock));
    }

    static DescribedProvider named(String name, Instant now) {
        return at(now).stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no provider is called " + name));
    }
}
