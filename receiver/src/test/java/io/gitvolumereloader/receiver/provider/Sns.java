package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.MadeKey;
import io.gitvolumereloader.receiver.hook.Delivery;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs messages as Amazon SNS does, by a key of our own. */
public final class Sns {
    /** A topic of ours. */
    public static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:git-pushes";

    /** Where the certificate of the key would be. */
    public static final String CERTIFICATE = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem";

    /** What confirms a subscription to {@link #TOPIC}. */
    public static final String CONFIRM =
            "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + TOPIC + "&Token=0a1b2c";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MadeKey key;

    /** Signs by {@code key}. */
    public Sns(MadeKey key) {
        this.key = key;
    }

    /** A push of {@code refs/heads/main} of the repository {@code handbook}. */
    public Map<String, String> notification(Instant at) {
        var push = """
                {"Records":[{"eventSource":"aws:codecommit","eventSourceARN":\
                "arn:aws:codecommit:eu-central-1:123456789012:handbook",\
                "codecommit":{"references":[{"ref":"refs/heads/main","commit":"%s"}]}}]}""".formatted("d".repeat(40));
        return message("Notification", push, at);
    }

    /** The question whether the receiver subscribes. */
    public Map<String, String> subscription(Instant at) {
        var message = message("SubscriptionConfirmation", "You have chosen to subscribe.\nVisit the URL.", at);
        message.put("Token", "0a1b2c");
        message.put("SubscribeURL", CONFIRM);
        return message;
    }

    /** The message with its signature, as it is sent. */
    public Delivery signed(Map<String, String> message) {
        message.put("Signature", signature(message));
        return sent(message);
    }

    /** The message as it is sent, with the signature that it has. */
    public static Delivery sent(Map<String, String> message) {
        return new Delivery(headers(message), json(message));
    }

    /** The body of the message. */
    public static byte[] json(Map<String, String> message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new AssertionError("texts can be written", e);
        }
    }

    /** The headers of the message, with names in lower case. */
    public static Map<String, String> headers(Map<String, String> message) {
        return Map.of(
                "content-type",
                "text/plain; charset=UTF-8",
                "x-amz-sns-message-type",
                message.get("Type"),
                "x-amz-sns-message-id",
                "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                "x-amz-sns-topic-arn",
                message.get("TopicArn"));
    }

    private static Map<String, String> message(String type, String text, Instant at) {
        var message = new LinkedHashMap<String, String>();
        message.put("Type", type);
        message.put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
        message.put("TopicArn", TOPIC);
        message.put("Message", text);
        message.put("Timestamp", at.toString());
        message.put("SignatureVersion", "2");
        message.put("SigningCertURL", CERTIFICATE);
        return message;
    }

    private String signature(Map<String, String> message) {
        var names = "Notification".equals(message.get("Type"))
                ? Stream.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                : Stream.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        var signed = names.filter(message::containsKey)
                .map(name -> name + "\n" + message.get(name) + "\n")
                .collect(Collectors.joining());
        try {
            var algorithm = "1".equals(message.get("SignatureVersion")) ? "SHA1withRSA" : "SHA256withRSA";
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key.key());
            signature.update(signed.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a key of RSA can sign", e);
        }
    }
}
