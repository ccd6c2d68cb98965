package io.gitvolumereloader.receiver.oidc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who cannot sign for the issuer may try instead. */
class ForgedTokensTest {
    private final Judge judge = new Judge();

    @Test
    void noneIsNoAlgorithm() {
        var none = Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
            token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            token.setAlgorithmHeaderValue("none");
            token.setKey(null);
            return token;
        });
        assertThat(judge.judged(none)).contains("no signed JSON Web Token");
        assertThat(judge.judged(none + "x")).contains("RS256, PS256");
        assertThat(judge.judged(withHead("{\"alg\":\"nOnE\",\"kid\":\"rsa\"}"))).contains("RS256, PS256");
        assertThat(judge.judged(withHead("{\"kid\":\"rsa\"}"))).contains("RS256, PS256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void aPublicKeyIsNoSecret(String algorithm) throws Exception {
        var key = (PublicKey) Issuer.RSA.getKey();
        var pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()));
        for (var secret : List.of(key.getEncoded(), pem.getBytes(UTF_8))) {
            var forged = Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
                token.setAlgorithmHeaderValue(algorithm);
                token.setKey(new HmacKey(secret));
                return token;
            });
            assertThat(judge.judged(forged)).contains("RS256, PS256");
        }
    }

    @Test
    void somebodyElsesKeyOfThatNameIsNoKey() {
        var other = Issuer.key("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "rsa");
        var forged = Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
            token.setKey(other.getPrivateKey());
            return token;
        });
        assertThat(judge.judged(forged)).contains("fits no key");
    }

    @Test
    void aKeyThatTheTokenBringsIsNoKey() throws Exception {
        var own = Issuer.key("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "rsa");
        var bare = PublicJsonWebKey.Factory.newPublicJwk(own.getKey());
        var forged = Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
            token.setKey(own.getPrivateKey());
            token.setJwkHeader(bare);
            token.setHeader("jku", "https://evil.example.com/keys");
            return token;
        });
        assertThat(judge.judged(forged)).contains("fits no key");
        assertThat(judge.fetches).hasValue(1);
    }

    @Test
    void aKeyOfAnotherKindIsNoKey() {
        assertThat(judge.judged(Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
                    token.setKeyIdHeaderValue("ec");
                    return token;
                })))
                .contains("fits no key");
    }

    @Test
    void aShortKeyIsNoKey() {
        var small = Issuer.key("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4), "small");
        var weak = new Tokens(
                Optional.of(Issuer.AUDIENCE), () -> Issuer.keys(small), InstantSource.fixed(Issuer.NOW), () -> 0);
        var signed = Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
            token.setDoKeyValidation(false);
            token.setKeyIdHeaderValue("small");
            token.setKey(small.getPrivateKey());
            return token;
        });
        assertThat(Judge.judged(weak, signed)).contains("fits no key");
    }

    @Test
    void whatHasToBeUnderstoodAndIsNotIsRefused() {
        assertThat(judge.judged(Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
                    token.setCriticalHeaderNames("exp");
                    return token;
                })))
                .contains("fits no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{}", "[1]", "\"exp\"", "[\"b64\"]", "null"})
    void aHeadOfOddTypesIsRefused(String value) {
        for (var name : List.of("crit", "b64", "jwk", "x5c", "x5t", "cty", "zip")) {
            var head = "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"%s\":%s}".formatted(name, value);
            assertThat(judge.judged(withHead(head))).as(head).isNotEqualTo(Judge.GOOD);
        }
    }

    @Test
    void aTokenInATokenIsNone() {
        var nested = Issuer.signed(Issuer.token(), token -> {
            token.setContentTypeHeaderValue("JWT");
            return token;
        });
        assertThat(judge.judged(nested)).contains("is no JSON");
    }

    @Test
    void everyBitOfItCounts() {
        var good = Issuer.token().split("\\.", 3);
        var other = Issuer.token(claims -> claims.setSubject("system:serviceaccount:docs:other"))
                .split("\\.", 3);
        assertThat(judge.judged(good[0] + "." + other[1] + "." + good[2])).contains("fits no key");
        assertThat(judge.judged(good[0] + "." + good[1] + "." + other[2])).contains("fits no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d.e", "a.b.c, a.b.c", " a.b.c", "a.b.c ", "a=.b.c", "ä.b.c"})
    void whatHasNotItsFormIsNoToken(String text) {
        assertThat(judge.judged(text)).contains("no signed JSON Web Token");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void nonsenseIsRefusedAndNeverThrows(String name, String token) {
        assertThat(judge.judged(token)).isNotEqualTo(Judge.GOOD);
        assertThat(judge.fetches).hasValue(0);
    }

    static Stream<Arguments> nonsenseIsRefusedAndNeverThrows() {
        return Stream.of(
                Arguments.of("no JSON", withHead("x")),
                Arguments.of("an empty head", withHead("{}")),
                Arguments.of("a list as head", withHead("[]")),
                Arguments.of("null as head", withHead("null")),
                Arguments.of("a number as algorithm", withHead("{\"alg\":1,\"kid\":\"rsa\"}")),
                Arguments.of("two algorithms", withHead("{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"rsa\"}")),
                Arguments.of("a list as key", withHead("{\"alg\":\"RS256\",\"kid\":[\"rsa\"]}")),
                Arguments.of("a long key", withHead("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(1000) + "\"}")),
                Arguments.of("a deep head", withHead("{\"alg\":" + "[".repeat(3000) + "]".repeat(3000) + "}")),
                Arguments.of("a deep payload", withPayload("{\"aud\":" + "[".repeat(2500) + "]".repeat(2500) + "}")),
                Arguments.of("a list as payload", withPayload("[]")),
                Arguments.of("null as payload", withPayload("null")),
                Arguments.of("no payload", withPayload("{")),
                Arguments.of("no text", withPayload("\u0000\uffff")),
                Arguments.of("two subjects", withPayload(claims().replace("{", "{\"sub\":\"x\","))),
                Arguments.of("a huge time", withPayload(claims().replaceAll("\"exp\":\\d+", "\"exp\":-1e999999999"))),
                Arguments.of(
                        "an endless number",
                        withPayload(claims().replaceAll("\"exp\":\\d+", "\"exp\":" + "9".repeat(3000)))),
                Arguments.of("no time", withPayload(claims().replaceAll("\"exp\":\\d+", "\"exp\":NaN"))),
                Arguments.of("long", Issuer.token(claims -> claims.setClaim("x", "x".repeat(8000)))));
    }

    @Test
    void tokensThatAreChangedAtRandomAreNeverGood() {
        var random = new Random(46);
        var good = Issuer.token();
        var signature = good.lastIndexOf('.') + 1;
        for (var i = 0; i < 3_000; i++) {
            var bytes = good.getBytes(ISO_8859_1);
            for (var changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(signature)] = "Az09-_.~{\"".getBytes(ISO_8859_1)[random.nextInt(10)];
            }
            var changed = new String(bytes, ISO_8859_1);
            if (!changed.equals(good)) {
                assertThat(judge.judged(changed)).as(changed).isNotEqualTo(Judge.GOOD);
            }
        }
    }

    private static String claims() {
        return Issuer.claims(_ -> {}).toJson();
    }

    /** Nobody can sign such a thing with the library; what it says is checked first anyway. */
    private static String withHead(String head) {
        var good = Issuer.token();
        return encoded(head) + good.substring(good.indexOf('.'));
    }

    private static String withPayload(String payload) {
        return Issuer.signed(payload, token -> token);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
