package io.gitvolumereloader.receiver.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnsTopicTest {
    private static final SnsTopic TOPIC = topic(Sns.TOPIC);

    @ParameterizedTest
    @CsvSource(textBlock = """
            arn:aws:sns:us-east-1:123456789012:pushes,            sns.us-east-1.amazonaws.com,       sns.amazonaws.com
            arn:aws:sns:eu-south-1:123456789012:pushes,           sns.eu-south-1.amazonaws.com,      sns-signing.eu-south-1.amazonaws.com
            arn:aws-cn:sns:cn-north-1:123456789012:pushes,        sns.cn-north-1.amazonaws.com.cn,   sns-cn-north-1.amazonaws.com.cn
            arn:aws-us-gov:sns:us-gov-east-1:123456789012:pushes, sns.us-gov-east-1.amazonaws.com,   sns-us-gov-west-1.amazonaws.com
            """)
    void eachRegionHasItsServerAndItsSigner(String arn, String host, String signer) {
        assertThat(topic(arn).certificate("https://" + host + "/a.pem"))
                .hasValue(URI.create("https://" + host + "/a.pem"));
        assertThat(topic(arn).signers()).contains(signer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pushes",
                "arn:aws:sqs:us-east-1:123456789012:pushes",
                "arn:aws:sns:us-east-1:12345678901:pushes",
                "arn:aws:sns:us-east-1:123456789012:pushes.fifo",
                "arn:aws:sns:us-east-1:123456789012:pushes:c9135db0-26c4-47ec-8998-413945fb5a96",
                "arn:aws:sns:us.east.1:123456789012:pushes",
                "arn:aws:sns:evil.com/:123456789012:pushes",
                "arn:aws:sns::123456789012:pushes",
                "arn:aws-iso:sns:us-iso-east-1:123456789012:pushes",
                " arn:aws:sns:us-east-1:123456789012:pushes"
            })
    void anythingElseIsNoTopic(String text) {
        assertThat(SnsTopic.parse(text)).isEmpty();
    }

    @Test
    void whatConfirmsASubscriptionMayBeAsked() {
        assertThat(TOPIC.confirmation(Sns.CONFIRM)).hasValue(URI.create(Sns.CONFIRM));
        var encoded = Sns.CONFIRM.replace("arn:aws:sns:", "arn%3Aaws%3Asns%3A");
        assertThat(TOPIC.confirmation(encoded)).hasValue(URI.create(encoded));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://                   | http://
            https://                   | https://user@
            .amazonaws.com/            | .amazonaws.com.example.com/
            .amazonaws.com/            | .amazonaws.com:444/
            .amazonaws.com/            | .amazonaws.com./
            eu-central-1.amazonaws     | us-east-1.amazonaws
            /?                         | /x?
            /?                         | ?
            Action=ConfirmSubscription | Action=Publish
            Action=ConfirmSubscription | Action=Publish&Action=ConfirmSubscription
            Action=ConfirmSubscription | Action=ConfirmSubscription&Message=x
            Action=ConfirmSubscription | x
            123456789012               | 210987654321
            &Token=0a1b2c              | ''
            &Token=0a1b2c              | &Token=
            &Token=0a1b2c              | &Token=0a#1b
            &Token=0a1b2c              | &Token=0a%261b
            &Token=0a1b2c              | &Token=0a&Token=1b
            """)
    void nothingElseMay(String what, String by) {
        assertThat(Sns.CONFIRM).contains(what);
        assertThat(TOPIC.confirmation(Sns.CONFIRM.replace(what, by))).isEmpty();
    }

    private static SnsTopic topic(String arn) {
        return SnsTopic.parse(arn).orElseThrow();
    }
}
