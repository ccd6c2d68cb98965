package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Any sender that signs as <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> asks for.
 *
 * <p>The specification leaves the data to the sender: here the {@code type} is {@code git.push}, and {@code data} has
 * the fields {@code repository}, {@code ref}, {@code before} and {@code after} of {@link Generic}.
 */
@Singleton
public final class StandardWebhooks extends DescribedProvider {
    private static final Reading PUSH = Pushes.one(
            Identity.of("/data/repository"),
            Change.of("/data/ref").before("/data/before").after("/data/after"));

    /** A sender of signed messages; {@code clock} tells how old a signature is. */
    public StandardWebhooks(InstantSource clock) {
        super(Description.of(
                        "standard-webhooks",
                        new SigningToken(clock),
                        new Reading.ByField(
                                List.of("/type"), Map.of("git.push", PUSH), "only the type git.push matters"))
                .id("webhook-id"));
    }

    @Override
    public Provider at(InstantSource clock) {
        return new StandardWebhooks(clock);
    }
}
