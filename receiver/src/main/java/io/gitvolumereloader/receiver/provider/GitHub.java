package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.ObjectName;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RefName;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * GitHub: github.com, GHE.com and GitHub Enterprise Server.
 *
 * <p>Sources: <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating
 * webhook deliveries</a>, <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">Webhook events and
 * payloads</a>.
 */
public final class GitHub implements Provider {
    private static final HmacSha256 SIGNATURE = new HmacSha256("X-Hub-Signature-256", "sha256=");
    private static final FormField PAYLOAD = new FormField("payload");
    private static final List<String> URLS = List.of(
            "/repository/clone_url",
            "/repository/html_url",
            "/repository/ssh_url",
            "/repository/git_url",
            "/repository/svn_url");

    @Override
    public String name() {
        return "github";
    }

    @Override
    public DeliveryId idOf(Delivery delivery) {
        return DeliveryId.of(name(), delivery.header("X-GitHub-Delivery"));
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json", FormField.MEDIA_TYPE);
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return SIGNATURE.fault(headers);
    }

    @Override
    public Verdict authenticate(Delivery delivery, List<Secret> secrets) {
        return SIGNATURE.check(delivery, secrets);
    }

    @Override
    public Event read(Delivery delivery) {
        return switch (delivery.header("X-GitHub-Event")) {
            case null -> new Event.Malformed("the X-GitHub-Event header is missing");
            case "ping" -> new Event.Pinged();
            case "push" -> push(idOf(delivery), payload(delivery));
            default -> new Event.Ignored("only push events matter; subscribe the webhook to just the push event");
        };
    }

    private static Payload payload(Delivery delivery) {
        var mediaType = delivery.header("Content-Type");
        if (mediaType == null || !MediaType.of(mediaType).equals(FormField.MEDIA_TYPE)) {
            return Payload.parse(delivery.body());
        }
        return PAYLOAD.in(delivery.body())
                .map(json -> Payload.parse(json.getBytes(UTF_8)))
                .orElseGet(() -> Payload.unreadable("the form has no field payload that can be read"));
    }

    private static Event push(DeliveryId id, Payload payload) {
        var ref = payload.required("/ref", "a full ref name of at most 350 bytes", RefName::parse);
        var repositories = URLS.stream()
                .flatMap(pointer -> payload.text(pointer, "a URL").flatMap(RepositoryKey::parse).stream())
                .toList();
        if (repositories.isEmpty()) {
            payload.complain("/repository", "an object with a clone_url that names a host and a path");
        }
        var before = objectName(payload, "/before");
        var deleted = payload.flag("/deleted");
        var after = objectName(payload, "/after").filter(_ -> !deleted);
        var branch = payload.text("/repository/default_branch", "the name of a branch")
                .filter(name -> !name.isEmpty());
        var complaint = payload.complaint();
        if (complaint != null || ref.isEmpty()) {
            return new Event.Malformed(complaint == null ? "/ref is missing" : complaint);
        }
        if (!ref.get().isBranch() && !ref.get().isTag()) {
            return new Event.Ignored("only branches and tags matter, and the ref is neither");
        }
        return new Event.Pushed(List.of(
                new Push(id, repositories, ref.get(), before.orElse(null), after.orElse(null), branch.orElse(null))));
    }

    private static Optional<ObjectName> objectName(Payload payload, String pointer) {
        return payload.optional(pointer, "an object name of 40 or 64 lower-case hexadecimal digits", ObjectName::parse);
    }
}
