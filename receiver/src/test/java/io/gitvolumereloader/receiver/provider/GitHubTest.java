package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubTest {
    /** The example of GitHub's own guide "Validating webhook deliveries". */
    private static final Secret SECRET = secret("It's a Secret to Everybody");

    private static final String BODY = "Hello, World!";
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static final String FORM = "payload=%7B%22ref%22%3A%22refs%2Fheads%2Fmain%22%7D";
    private static final String FORM_SIGNATURE =
            "sha256=720493f557150a271b7cfdd9904c5fe4697f30c44588f8b452d36abc47b8796c";

    @Test
    void publishedVectorIsAuthentic() {
        assertThat(verify(BODY, SIGNATURE, SECRET)).isEqualTo(new Verdict.Authentic(SECRET));
    }

    @Test
    void inAFormTheEncodedTextIsSigned() {
        assertThat(verify(FORM, FORM_SIGNATURE, SECRET)).isEqualTo(new Verdict.Authentic(SECRET));
    }

    @Test
    void anyOfSeveralSecretsWillDo() {
        assertThat(verify(BODY, SIGNATURE, secret("old"), SECRET, secret("new")))
                .isEqualTo(new Verdict.Authentic(SECRET));
    }

    @Test
    void otherSecretsDoNot() {
        assertThat(verify(BODY, SIGNATURE, secret("old"), secret("new"))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void withoutSecretsNothingIsAuthentic() {
        assertThat(verify(BODY, SIGNATURE)).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void oneChangedByteIsNoticed() {
        assertThat(verify("Hello, World?", SIGNATURE, SECRET)).isInstanceOf(Verdict.Rejected.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            missing            | -
            empty              | ''
            only SHA-1         | sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59
            no prefix          | 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            prefix only        | sha256=
            shorter than that  | sha
            one digit short    | sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1
            one digit long     | sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e170
            no digits          | sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            other digits       | sha256=７57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            capitals           | sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17
            other algorithm    | sha512=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            Base64             | sha256=dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc=
            blank before       | ' sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
            doubled            | sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17, sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            of something else  | sha256=720493f557150a271b7cfdd9904c5fe4697f30c44588f8b452d36abc47b8796c
            """)
    void anyOtherSignatureIsRejected(String name, @Nullable String signature) {
        assertThat(verify(BODY, signature, SECRET)).as(name).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void anOlderSignatureBesideDoesNotCount() {
        var headers = new HashMap<String, String>();
        headers.put("x-hub-signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59");
        var delivery = new Delivery(headers, BODY.getBytes(UTF_8));
        assertThat(new GitHub().authenticate(delivery, List.of(SECRET))).isInstanceOf(Verdict.Rejected.class);
    }

    private static Verdict verify(String body, @Nullable String signature, Secret... secrets) {
        var headers = new HashMap<String, String>();
        if (signature != null) {
            headers.put("x-hub-signature-256", signature);
        }
        return new GitHub().authenticate(new Delivery(headers, body.getBytes(UTF_8)), List.of(secrets));
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }
}
