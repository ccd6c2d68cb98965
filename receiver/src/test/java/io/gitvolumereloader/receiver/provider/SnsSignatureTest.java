package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.MadeKey;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.hook.Web;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has an account of AWS can have SNS sign what he likes; here he tries what that is good for. */
class SnsSignatureTest {
    private static final MadeKey KEY = MadeKey.rsa("CN=sns.amazonaws.com");
    private static final Sns SNS = new Sns(KEY);
    private static final Secret TOPIC = new Secret(Sns.TOPIC.getBytes(UTF_8));
    private static final Secret OTHER = new Secret("arn:aws:sns:us-east-1:123456789012:more".getBytes(UTF_8));

    private final Instant now = Instant.now();
    private final List<URI> asked = new ArrayList<>();
    private Web.Answer answer = new Web.Failed("nobody answers");

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void whatSnsSignsForOurTopicIsAuthentic(String version) throws GeneralSecurityException {
        theServerHas(KEY);
        var message = SNS.notification(now);
        message.put("SignatureVersion", version);
        message.put("Subject", "UPDATE: AWS CodeCommit eu-central-1 push: handbook");
        assertThat(verdict(SNS.signed(message))).isEqualTo(new Verdict.Authentic(TOPIC));
        assertThat(verdict(SNS.signed(SNS.subscription(now)))).isEqualTo(new Verdict.Authentic(TOPIC));
        assertThat(asked).contains(URI.create(Sns.CERTIFICATE));
    }

    @ParameterizedTest
    @CsvSource({"Message", "MessageId", "Subject", "Timestamp", "SignatureVersion", "Signature"})
    void aChangedFieldOfANotificationIsNoticed(String field) throws GeneralSecurityException {
        theServerHas(KEY);
        var message = SNS.notification(now);
        message.put("Subject", "a subject");
        SNS.signed(message);
        message.put(field, changed(field, message));
        assertThat(verdict(Sns.sent(message))).isEqualTo(new Verdict.Rejected("the signature is not that of SNS"));
    }

    @ParameterizedTest
    @CsvSource({"Message", "MessageId", "SubscribeURL", "Timestamp", "Token"})
    void aChangedFieldOfASubscriptionIsNoticed(String field) throws GeneralSecurityException {
        theServerHas(KEY);
        var message = SNS.subscription(now);
        SNS.signed(message);
        message.put(field, changed(field, message));
        assertThat(verdict(Sns.sent(message))).isEqualTo(new Verdict.Rejected("the signature is not that of SNS"));
    }

    @Test
    void aSubjectThatComesOrGoesIsNoticed() throws GeneralSecurityException {
        theServerHas(KEY);
        var without = SNS.notification(now);
        SNS.signed(without);
        without.put("Subject", "a subject");
        assertThat(verdict(Sns.sent(without))).isInstanceOf(Verdict.Rejected.class);
        SNS.signed(without);
        without.remove("Subject");
        assertThat(verdict(Sns.sent(without))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void aNotificationIsNoSubscription() throws GeneralSecurityException {
        theServerHas(KEY);
        var message = SNS.subscription(now);
        message.put("Type", "Notification");
        SNS.signed(message);
        message.put("Type", "SubscriptionConfirmation");
        assertThat(verdict(Sns.sent(message))).isInstanceOf(Verdict.Rejected.class);
    }

    /** CVE-2026-40109 was of this kind: authentic, but not for us. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTopicOfAnotherAccountIsNone(boolean ourTopicInTheHeader) throws GeneralSecurityException {
        theServerHas(KEY);
        var message = SNS.notification(now);
        message.put("TopicArn", "arn:aws:sns:eu-central-1:210987654321:git-pushes");
        var headers = new HashMap<>(Sns.headers(message));
        if (ourTopicInTheHeader) {
            headers.put("x-amz-sns-topic-arn", Sns.TOPIC);
        }
        isTurnedAwayUnasked(new Delivery(headers, SNS.signed(message).body()), "the topic fits none of 2 secrets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-central-1.amazonaws.com/a.pem",
                "HTTPS://sns.eu-central-1.amazonaws.com/a.pem",
                "https://SNS.eu-central-1.amazonaws.com/a.pem",
                "https://sns.eu-central-1.amazonaws.com./a.pem",
                "https://sns.eu-central-1.amazonaws.com:443/a.pem",
                "https://sns.eu-central-1.amazonaws.com:8443/a.pem",
                "https://sns.eu-central-1.amazonaws.com.example.com/a.pem",
                "https://sns.eu-central-1.amazonaws.com.cn/a.pem",
                "https://sns.eu-central-1.amazonaws.com@example.com/a.pem",
                "https://user@sns.eu-central-1.amazonaws.com/a.pem",
                "https://example.com/sns.eu-central-1.amazonaws.com/a.pem",
                "https://example.com#https://sns.eu-central-1.amazonaws.com/a.pem",
                "https://sns.us-east-1.amazonaws.com/a.pem",
                "https://sns.eu-central-1.amazonaws.com/a.pem?x=.pem",
                "https://sns.eu-central-1.amazonaws.com/?Action=GetEndpointAttributes&x=.pem",
                "https://sns.eu-central-1.amazonaws.com/a.pem#.pem",
                "https://sns.eu-central-1.amazonaws.com/x/../a.pem",
                "https://sns.eu-central-1.amazonaws.com/..%2fa.pem",
                "https://sns.eu-central-1.amazonaws.com/.pem",
                "https://sns.eu-central-1.amazonaws.com/a.crt",
                "https://sns.eu-central-1.amazonaws.com\\@example.com/a.pem",
                "file:///etc/a.pem",
                ""
            })
    void aCertificateFromAnywhereElseIsNotFetched(String url) throws GeneralSecurityException {
        theServerHas(KEY);
        var message = SNS.notification(now);
        message.put("SigningCertURL", url);
        isTurnedAwayUnasked(SNS.signed(message), "SigningCertURL names no certificate of SNS in the topic's region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "1 ", ""})
    void anotherVersionOfSignaturesIsNone(String version) {
        changedUnasked(message -> message.put("SignatureVersion", version), "SignatureVersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "no Base64"})
    void whatIsNoSignatureCostsNothing(String signature) {
        changedUnasked(message -> message.put("Signature", signature), "Signature");
    }

    @ParameterizedTest
    @CsvSource({"MessageId", "Timestamp", "Signature", "SigningCertURL", "TopicArn"})
    void fieldsHaveOneLine(String field) {
        changedUnasked(
                message -> message.merge(field, "\nSubject\nx", String::concat),
                field.equals("TopicArn") ? "" : "no JSON");
    }

    @ParameterizedTest
    @CsvSource({"Message", "MessageId", "Timestamp", "TopicArn", "Type"})
    void aMissingFieldIsNoticed(String field) {
        var message = SNS.notification(now);
        var headers = Sns.headers(message);
        SNS.signed(message);
        message.remove(field);
        isTurnedAwayUnasked(new Delivery(headers, Sns.json(message)), "no JSON object of texts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"Type\":\"Notification\"}",
                "{\"Type\":1}",
                "{\"Type\":[\"Notification\"]}",
                "{\"Type\":{\"#\":\"Notification\"}}",
                "{\"Type\":\"Notification\",\"Type\":\"Notification\"}",
                "{\"Type\":\"Other\"}"
            })
    void whatIsNoMessageIsNotUnderstood(String body) {
        var headers = Sns.headers(SNS.notification(now));
        isTurnedAwayUnasked(new Delivery(headers, body.getBytes(UTF_8)), "no JSON object of texts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "1e999",
                "true",
                "\"\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "[]",
                "{}",
                "[\"x\"]",
                "{\"#\":\"x\"}"
            })
    void anythingAtAnyPlaceIsTurnedAway(String value) throws GeneralSecurityException {
        theServerHas(KEY);
        var message = SNS.subscription(now);
        SNS.signed(message);
        for (var field : message.keySet()) {
            var changed = new HashMap<>(message);
            changed.put(field, "PLACE");
            var body = new String(Sns.json(changed), UTF_8).replace("\"PLACE\"", value);
            assertThat(verdict(new Delivery(Sns.headers(message), body.getBytes(UTF_8))))
                    .as(field)
                    .isInstanceOf(Verdict.Rejected.class);
        }
    }

    @Test
    void textsHaveALimit() {
        changedUnasked(message -> message.put("Message", "x".repeat(256 * 1024 + 1)), "no JSON object of texts");
    }

    @Test
    void aDoubledFieldIsNoticed() {
        var message = SNS.notification(now);
        var doubled = new String(SNS.signed(message).body(), UTF_8)
                .replace("{\"Type\"", "{\"Message\":\"something else\",\"Type\"");
        isTurnedAwayUnasked(new Delivery(Sns.headers(message), doubled.getBytes(UTF_8)), "no JSON object of texts");
    }

    @Test
    void aBodyThatSnsCanNotSendIsNotRead() {
        var headers = Sns.headers(SNS.notification(now));
        isTurnedAwayUnasked(new Delivery(headers, new byte[600 * 1024]), "the body has more than 589824 bytes");
    }

    @ParameterizedTest
    @CsvSource({"PT64M59S, true", "PT65M1S, false", "-PT4M59S, true", "-PT5M1S, false", "P365D, false"})
    void aMessageIsGoodForAnHour(Duration age, boolean recent) throws GeneralSecurityException {
        theServerHas(KEY);
        var verdict = verdict(SNS.signed(SNS.notification(now.minus(age))));
        assertThat(verdict instanceof Verdict.Authentic).isEqualTo(recent);
        assertThat(asked.isEmpty()).isNotEqualTo(recent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "1763623800", "2025-11-20", "+999999999-12-31T23:59:59Z"})
    void aTimeThatIsNoneIsTooLongAgo(String time) {
        changedUnasked(message -> message.put("Timestamp", time), "");
    }

    @Test
    void aMissingCertificateSaysNothingAboutTheSender() {
        assertThat(verdict(SNS.signed(SNS.notification(now))))
                .isEqualTo(new Verdict.Undecided("can't fetch the signing certificate: nobody answers"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            CN=sns.example.com                        | -keyalg RSA -keysize 2048                          | not that of SNS
            CN=sns.amazonaws.com.example.com          | -keyalg RSA -keysize 2048                          | not that of SNS
            'CN="x,CN=sns.amazonaws.com"'             | -keyalg RSA -keysize 2048                          | not that of SNS
            OU=sns.amazonaws.com                      | -keyalg RSA -keysize 2048                          | not that of SNS
            CN=sns.us-east-1.amazonaws.com            | -keyalg RSA -keysize 2048                          | not that of SNS
            CN=sns.amazonaws.com                      | -keyalg RSA -keysize 2048 -ext san=dns:example.com | not that of SNS
            CN=sns.amazonaws.com                      | -keyalg RSA -keysize 1024                          | no RSA key of 2048 bits
            CN=sns.amazonaws.com                      | -keyalg EC -groupname secp256r1                    | no RSA key of 2048 bits
            CN=sns.amazonaws.com                      | -keyalg RSA -keysize 2048 -startdate -9d -validity 1 | is expired
            CN=sns.amazonaws.com                      | -keyalg RSA -keysize 2048 -startdate +9d           | is expired, or not valid yet
            CN=sns.amazonaws.com                      | -keyalg RSA -keysize 2048                          | the signature is not
            """)
    void aCertificateOfSomebodyElseVouchesForNothing(String name, String options, String reason)
            throws GeneralSecurityException {
        theServerHas(MadeKey.of(name, List.of(options.split(" "))));
        assertThat(verdict(SNS.signed(SNS.notification(now))))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains(reason));
    }

    @Test
    void theNameMayBeAnAlternativeOne() throws GeneralSecurityException {
        var key = MadeKey.rsa("CN=whatever", "-ext", "san=dns:sns-signing.eu-central-1.amazonaws.com");
        theServerHas(key);
        assertThat(verdict(new Sns(key).signed(SNS.notification(now)))).isInstanceOf(Verdict.Authentic.class);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,            arn:aws:sns:eu-central-1:123456789012:git-pushes, -,    no header of SNS
            Other,        arn:aws:sns:eu-central-1:123456789012:git-pushes, -,    no header of SNS
            Notification, -,                                                -,    no header of SNS
            Notification, arn:aws:sns:eu-central-1:123456789012:others,     -,    the topic fits none
            Notification, arn:aws:sns:eu-central-1:123456789012:git-pushes, true, raw messages
            """)
    void headersAreLookedAtFirst(String type, String topic, String raw, String reason) {
        var headers = new HashMap<String, String>();
        headers.put("x-amz-sns-message-type", type);
        headers.put("x-amz-sns-topic-arn", topic);
        headers.put("x-amz-sns-rawdelivery", raw);
        headers.values().removeIf(value -> value == null);
        assertThat(scheme().precheck(new Delivery(headers, new byte[0]), List.of(TOPIC)))
                .hasValueSatisfying(rejected -> assertThat(rejected.reason()).contains(reason));
    }

    @Test
    void aSecretIsTheNameOfATopic() {
        assertThat(scheme().objection(TOPIC)).isEmpty();
        assertThat(scheme().objection(new Secret("a-secret-that-is-none".getBytes(UTF_8))))
                .hasValueSatisfying(objection ->
                        assertThat(objection).startsWith("not the ARN").doesNotContain("that-is-none"));
    }

    private void changedUnasked(Consumer<Map<String, String>> change, String reason) {
        var message = SNS.notification(now);
        SNS.signed(message);
        change.accept(message);
        isTurnedAwayUnasked(Sns.sent(message), reason);
    }

    private void isTurnedAwayUnasked(Delivery delivery, String reason) {
        assertThat(verdict(delivery))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains(reason));
        assertThat(asked).isEmpty();
    }

    private Verdict verdict(Delivery delivery) {
        return scheme().check(delivery, List.of(OTHER, TOPIC));
    }

    private SnsSignature scheme() {
        var clock = InstantSource.fixed(now);
        var web = (Web) url -> {
            asked.add(url);
            return answer;
        };
        return new SnsSignature(clock, new SigningCertificates(web, clock));
    }

    private void theServerHas(MadeKey key) throws GeneralSecurityException {
        answer = new Web.Got(key.pem());
    }

    /** Another value that has the form of one. */
    private String changed(String field, Map<String, String> message) {
        return switch (field) {
            case "Timestamp" -> now.plusSeconds(1).toString();
            case "SignatureVersion" -> "1";
            case "Signature" -> {
                var signature = String.valueOf(message.get(field));
                yield (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
            }
            default -> message.get(field) + "0";
        };
    }
}
