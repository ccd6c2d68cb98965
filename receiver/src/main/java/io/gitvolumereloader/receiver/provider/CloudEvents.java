package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.oidc.Tokens;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * CloudEvents over HTTP as Knative's GitHubSource and GitLabSource send them, be it through a broker: in binary mode
 * the payload is the body, in structured mode it is a field of it. Batches are not taken.
 *
 * <p>The payload is the provider's, read and written anew by Knative, so that its signature is gone: the sender has to
 * prove himself. Sources: <a
 * href="https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md">HTTP Protocol
 * Binding</a>, <a href="https://knative.dev/docs/eventing/features/sender-identity/">Sender Identity</a>, <a
 * href="https://github.com/knative-extensions/eventing-github">GitHubSource</a>, <a
 * href="https://github.com/knative-extensions/eventing-gitlab">GitLabSource</a>.
 */
public final class CloudEvents extends DescribedProvider {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String ADVICE = "only pushes matter; let the source or the trigger pass on the types"
            + " dev.knative.source.github.push, dev.knative.sources.gitlab.push and dev.knative.sources.gitlab.tag_push";
    private static final Map<String, Pushes> PUSHES = Map.of(
            "dev.knative.source.github.push", GitHub.PUSH,
            "dev.knative.sources.gitlab.push", GitLab.PUSH,
            "dev.knative.sources.gitlab.tag_push", GitLab.PUSH);
    private static final Reading BINARY = new Reading.ByHeader(List.of("ce-type"), Map.copyOf(PUSHES), ADVICE);
    private static final Reading ENVELOPE = new Reading.ByField(
            List.of("/type"),
            PUSHES.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, push -> push.getValue().within("/data"))),
            ADVICE);

    private final Tokens tokens;

    /** @param tokens checks the tokens of senders */
    public CloudEvents(Tokens tokens) {
        super(Description.of(
                        "cloudevents",
                        new PathOrBearer(PathToken.alone(), new BearerToken(tokens)),
                        new ByMediaType(
                                STRUCTURED,
                                new Without(
                                        "/data_base64",
                                        "/data_base64 is there: let the sender put JSON into data",
                                        ENVELOPE),
                                BINARY))
                .alsoOf(STRUCTURED)
                .id("ce-id")
                .idIn("/id"));
        this.tokens = tokens;
    }

    @Override
    public Provider at(InstantSource clock) {
        return new CloudEvents(tokens.at(clock));
    }

    /** Without the keys of any issuer: only the server asks for them, be it the web or the cluster. */
    @Override
    public Provider asking(Web web) {
        return new CloudEvents(tokens.alone());
    }
}
