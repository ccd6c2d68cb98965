package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An authentic delivery, whose payload is parsed when somebody asks for it. Not safe for many threads. */
final class Message {
    private final Description description;
    private final PayloadParser parser;
    private final Delivery delivery;
    private final Map<String, String> options;
    private @Nullable Payload payload;

    /** {@code options} is what the secret that vouches for it tells. */
    Message(Description description, PayloadParser parser, Delivery delivery, Map<String, String> options) {
        this.description = description;
        this.parser = parser;
        this.delivery = delivery;
        this.options = options;
    }

    /** The same delivery as if {@code part}, an element of a list in its payload, were all of it. */
    Message about(Payload part) {
        var message = new Message(description, parser, delivery, options);
        message.payload = part;
        return message;
    }

    /** The value of the first of several headers that the delivery has. */
    Optional<String> header(List<String> names) {
        return delivery.first(names);
    }

    /** Its media type, in lower case; empty where it has none. */
    String mediaType() {
        return header(List.of("Content-Type")).map(MediaType::of).orElse("");
    }

    /** What the secret that vouches for it tells, by name. */
    Map<String, String> options() {
        return options;
    }

    /** The payload; one that complains where it can't be read. */
    Payload payload() {
        if (payload == null) {
            payload = description
                    .form()
                    .payload(delivery)
                    .map(parser::parse)
                    .orElseGet(() -> Payload.unreadable(Form.UNREADABLE));
        }
        return payload;
    }

    /** What the provider calls the delivery, in a header or in the payload. */
    DeliveryId id() {
        var id = header(description.idHeaders())
                .or(() -> payload().optional(description.idFields(), "text that names the delivery", Optional::of));
        return DeliveryId.of(description.name(), id.orElse(null));
    }
}
