package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A signature by Amazon SNS, inside of the body, for one of the topics that the receiver knows. Every account of AWS
 * can have SNS sign, so the signature alone proves nothing; the "secrets" are the names of topics, which are none.
 *
 * <p>All that can be told without asking anybody is told first; a certificate is fetched for a topic that is known,
 * from the server of its region. Source: <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying message
 * signatures</a>.
 *
 * @param clock tells how old a message is
 */
record SnsSignature(InstantSource clock, SigningCertificates certificates) implements Scheme {
    private static final String TYPE = "x-amz-sns-message-type";
    private static final String TOPIC = "x-amz-sns-topic-arn";
    private static final String RAW = "x-amz-sns-rawdelivery";
    private static final Set<String> TYPES =
            Set.of(SnsMessage.NOTIFICATION, SnsMessage.SUBSCRIPTION, SnsMessage.UNSUBSCRIPTION);
    private static final Map<String, String> ALGORITHMS = Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");

    /** A message of 256 KiB, of which every character may be escaped, and what stands around it. */
    private static final int MAX_BODY = 576 * 1024;

    /** As a key of 2,048 bits makes it. */
    private static final int SHORTEST = 256;

    private static final Duration OLDEST = Duration.ofMinutes(65);
    private static final Duration NEWEST = Duration.ofMinutes(-5);

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        if (headers.header(RAW) != null) {
            return rejected("the topic delivers raw messages, which nobody signs: switch RawMessageDelivery off");
        }
        var type = headers.header(TYPE);
        var topic = headers.header(TOPIC);
        if (type == null || topic == null || !TYPES.contains(type)) {
            return rejected("no header of SNS that names one of its message types and a topic: does SNS send this?");
        }
        return known(topic, secrets) instanceof Verdict.Rejected rejected ? Optional.of(rejected) : Optional.empty();
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var fault = precheck(delivery, secrets);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (delivery.body().length > MAX_BODY) {
            return new Verdict.Rejected("the body has more than " + MAX_BODY + " bytes, and SNS sends no more");
        }
        return SnsMessage.parse(delivery.body())
                .map(message -> check(message, secrets))
                .orElseGet(() -> new Verdict.Rejected("the body is no JSON object of texts as SNS sends it"));
    }

    @Override
    public Optional<String> objection(Secret secret) {
        return SnsTopic.parse(new String(secret.bytes(), UTF_8)).isPresent()
                ? Optional.empty()
                : Optional.of("not the ARN of an SNS topic; write it as in"
                        + " arn:aws:sns:eu-central-1:123456789012:git-pushes");
    }

    @Override
    public boolean asksOthers() {
        return true;
    }

    private Verdict check(SnsMessage message, List<Secret> secrets) {
        var allowed = known(message.text("TopicArn"), secrets);
        if (!(allowed instanceof Verdict.Authentic)) {
            return allowed;
        }
        var fault = fault(message);
        if (fault.isPresent()) {
            return fault.get();
        }
        var topic = SnsTopic.parse(message.text("TopicArn"));
        var url = topic.flatMap(one -> one.certificate(message.text("SigningCertURL")));
        if (topic.isEmpty() || url.isEmpty()) {
            return new Verdict.Rejected("SigningCertURL names no certificate of SNS in the topic's region");
        }
        return switch (certificates.of(url.get())) {
            case SigningCertificates.Missing(var reason) -> new Verdict.Undecided(reason);
            case SigningCertificates.Found(var certificate) ->
                fault(message, topic.get(), certificate)
                        .<Verdict>map(Verdict.Rejected::new)
                        .orElse(allowed);
        };
    }

    /** What can be told without asking anybody. */
    private Optional<Verdict.Rejected> fault(SnsMessage message) {
        if (!ALGORITHMS.containsKey(message.text("SignatureVersion"))
                || signature(message).isEmpty()) {
            return rejected("SignatureVersion is not 1 or 2, or Signature is not the Base64 of an RSA signature");
        }
        return isRecent(message.text("Timestamp"))
                ? Optional.empty()
                : rejected("Timestamp is more than an hour off: late or repeated");
    }

    private Optional<String> fault(SnsMessage message, SnsTopic topic, SigningCertificate certificate) {
        var algorithm = ALGORITHMS.getOrDefault(message.text("SignatureVersion"), "");
        return certificate
                .objection(topic.signers(), clock.instant())
                .or(() -> signature(message)
                                .filter(signature -> certificate.fits(algorithm, signature, message.signed()))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of("the signature is not that of SNS"));
    }

    private static Optional<byte[]> signature(SnsMessage message) {
        return Encoding.BASE64.decode(message.text("Signature")).filter(bytes -> bytes.length >= SHORTEST);
    }

    private static Verdict known(String topic, List<Secret> secrets) {
        return Proof.bySame(secrets, topic.getBytes(UTF_8), "the topic");
    }

    private boolean isRecent(String timestamp) {
        try {
            var age = Duration.between(Instant.parse(timestamp), clock.instant());
            return age.compareTo(OLDEST) <= 0 && age.compareTo(NEWEST) >= 0;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static Optional<Verdict.Rejected> rejected(String reason) {
        return Optional.of(new Verdict.Rejected(reason));
    }
}
