package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import java.util.Optional;
import java.util.Set;

/** Whether a provider also sends its JSON as the field {@code payload} of a form, and what it signs then. */
enum Form {
    /** JSON only. */
    NONE,
    /** JSON only, which the provider may call plain text. */
    PLAIN_TEXT,
    /** A form, signed as it is sent. */
    SIGNED_AS_SENT,
    /** A form, of which the field's decoded value is signed. */
    SIGNED_DECODED;

    /** What is wrong with a form that is not as providers send it. */
    static final String UNREADABLE = "the form is not one field payload and nothing else, or can't be decoded";

    private static final FormField PAYLOAD = new FormField("payload");

    Set<String> mediaTypes() {
        return switch (this) {
            case NONE -> Set.of(MediaType.JSON);
            case PLAIN_TEXT -> Set.of(MediaType.JSON, MediaType.PLAIN_TEXT);
            case SIGNED_AS_SENT, SIGNED_DECODED -> Set.of(MediaType.JSON, MediaType.FORM);
        };
    }

    /** The bytes that the provider signs; empty where the delivery should be a form and has no such field. */
    Optional<byte[]> signed(Delivery delivery) {
        return this == SIGNED_DECODED ? payload(delivery) : Optional.of(delivery.body());
    }

    /** The JSON; empty where the delivery should be a form and has no such field. */
    Optional<byte[]> payload(Delivery delivery) {
        return mediaTypes().contains(MediaType.FORM) && MediaType.isForm(delivery.header("Content-Type"))
                ? PAYLOAD.in(delivery.body())
                : Optional.of(delivery.body());
    }
}
