package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message as SNS sends it over HTTPS, a JSON object of texts, of which nothing is believed: it has to be read before
 * anybody can tell whether it is authentic, since its signature is a field of it. Source: <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Message formats</a>.
 *
 * @param fields those of them that the message has
 */
record SnsMessage(Map<String, String> fields) {
    /** What a subscriber is sent when somebody has published something. */
    static final String NOTIFICATION = "Notification";

    /** What one is sent who shall subscribe. */
    static final String SUBSCRIPTION = "SubscriptionConfirmation";

    /** What one is sent who shall subscribe no more. */
    static final String UNSUBSCRIPTION = "UnsubscribeConfirmation";

    private static final String SUBJECT = "Subject";
    private static final List<String> SIGNED_OF_NOTIFICATIONS =
            List.of("Message", "MessageId", SUBJECT, "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_OF_SUBSCRIPTIONS =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final Map<String, List<String>> SIGNED = Map.of(
            NOTIFICATION, SIGNED_OF_NOTIFICATIONS,
            SUBSCRIPTION, SIGNED_OF_SUBSCRIPTIONS,
            UNSUBSCRIPTION, SIGNED_OF_SUBSCRIPTIONS);
    private static final List<String> NAMES = Stream.of(
                    SIGNED_OF_NOTIFICATIONS,
                    SIGNED_OF_SUBSCRIPTIONS,
                    List.of("SignatureVersion", "Signature", "SigningCertURL"))
            .flatMap(List::stream)
            .distinct()
            .toList();

    /** Of one line, so that the text that is signed can be taken apart in one way only. */
    private static final List<String> FREE = List.of("Message", SUBJECT);

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
    private static final int MAX_TEXT = 256 * 1024;
    private static final PayloadParser PARSER =
            new PayloadParser(Places.of(NAMES.stream().map(name -> "/" + name)), MAX_TEXT);

    /**
     * Reads the fields that matter here, and drops others. Empty where this is no message: not one JSON object, a field
     * that is doubled or no text, one of more than 262,144 characters, or one that is missing.
     */
    static Optional<SnsMessage> parse(byte[] body) {
        var payload = PARSER.parse(body);
        var fields = new HashMap<String, String>();
        for (var name : NAMES) {
            payload.text("/" + name, "text").ifPresent(text -> fields.put(name, text));
        }
        return payload.complaint() == null
                ? Optional.of(new SnsMessage(Map.copyOf(fields))).filter(SnsMessage::isWhole)
                : Optional.empty();
    }

    /** The text of a field; empty where the message has none of that name. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The very bytes that are signed. */
    byte[] signed() {
        var signed = new StringBuilder();
        for (var name : signedFields()) {
            if (fields.containsKey(name)) {
                signed.append(name).append('\n').append(text(name)).append('\n');
            }
        }
        return signed.toString().getBytes(UTF_8);
    }

    private List<String> signedFields() {
        return SIGNED.getOrDefault(text("Type"), List.of());
    }

    private boolean isWhole() {
        var needed = signedFields();
        return !needed.isEmpty()
                && needed.stream()
                        .allMatch(name -> name.equals(SUBJECT) || !text(name).isEmpty())
                && fields.entrySet().stream()
                        .allMatch(field -> FREE.contains(field.getKey())
                                || !CONTROL.matcher(field.getValue()).find());
    }
}
