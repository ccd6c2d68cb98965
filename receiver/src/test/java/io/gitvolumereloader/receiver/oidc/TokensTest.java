package io.gitvolumereloader.receiver.oidc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.PublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a token that this issuer has signed, for this audience, now, is good. */
class TokensTest {
    private static final String GOOD = "good";

    private final AtomicInteger fetches = new AtomicInteger();
    private final Tokens tokens = tokens(Issuer.NOW);

    @Test
    void aGoodTokenIsGood() {
        assertThat(judged(Issuer.token())).isEqualTo(GOOD);
        assertThat(tokens.read(Issuer.token()))
                .isInstanceOfSatisfying(
                        Presented.Claim.class,
                        claim -> assertThat(claim.subject()).isEqualTo(Issuer.SUBJECT));
    }

    @ParameterizedTest
    @CsvSource({"RS256, rsa", "PS256, rsa", "ES256, ec", "EdDSA, ed"})
    void byFourAlgorithms(String algorithm, String key) {
        assertThat(judged(signedBy(algorithm, key))).isEqualTo(GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS384", "PS512"})
    void andByNoOther(String algorithm) {
        assertThat(judged(signedBy(algorithm, "rsa"))).contains("RS256, PS256");
        assertThat(fetches).hasValue(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void eachClaimCounts(String name, Consumer<JwtClaims> change, String reason) {
        assertThat(judged(Issuer.token(change))).contains(reason);
        assertThat(fetches).as("nobody is asked for such a token").hasValue(0);
    }

    static Stream<Arguments> eachClaimCounts() {
        return Stream.of(
                claim("no audience", claims -> claims.unsetClaim("aud"), "audience"),
                claim("another audience", claims -> claims.setAudience("somebody-else"), "audience"),
                claim("a part of the audience", claims -> claims.setAudience("git-volume"), "audience"),
                claim("the audience in capitals", claims -> claims.setAudience("GIT-VOLUME-RELOADER"), "audience"),
                claim("a number as audience", claims -> claims.setClaim("aud", 1), "lacks one of"),
                claim("an empty list of audiences", claims -> claims.setAudience(List.of()), "audience"),
                claim("no issuer", claims -> claims.unsetClaim("iss"), "lacks one of"),
                claim("another issuer", claims -> claims.setIssuer("https://issuer.example.org"), "another issuer"),
                claim("the issuer with a slash", claims -> claims.setIssuer(Issuer.NAME + "/"), "another issuer"),
                claim("no subject", claims -> claims.unsetClaim("sub"), "lacks one of"),
                claim("a list as subject", claims -> claims.setClaim("sub", List.of(Issuer.SUBJECT)), "lacks one of"),
                claim("no end", claims -> claims.unsetClaim("exp"), "lacks one of"),
                claim("a text as end", claims -> claims.setClaim("exp", "never"), "lacks one of"),
                claim("expired", claims -> age(claims, -60), "expired"),
                claim("not valid yet", claims -> claims.setNotBefore(Issuer.seconds(61)), "not valid yet"));
    }

    @Test
    void aMinuteIsTolerated() {
        assertThat(judged(Issuer.token(claims -> age(claims, -59)))).isEqualTo(GOOD);
        assertThat(judged(Issuer.token(claims -> claims.setNotBefore(Issuer.seconds(60)))))
                .isEqualTo(GOOD);
    }

    @Test
    void oneOfSeveralAudiencesWillDo() {
        assertThat(judged(Issuer.token(claims -> claims.setAudience("somebody-else", Issuer.AUDIENCE))))
                .isEqualTo(GOOD);
    }

    @Test
    void theIssuerCountsAlsoWhereNobodyKnowsItYet() {
        var unknown = new Tokens(
                Optional.of(Issuer.AUDIENCE), () -> Issuer.keys(Issuer.RSA), InstantSource.fixed(Issuer.NOW), () -> 0);
        var other = Issuer.token(claims -> claims.setIssuer("https://issuer.example.org"));
        assertThat(judged(unknown, other)).contains("another issuer");
        assertThat(judged(unknown, Issuer.token())).isEqualTo(GOOD);
        assertThat(unknown.read(other)).isInstanceOf(Presented.Unfit.class);
    }

    @Test
    void noneIsNoAlgorithm() {
        var none = Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
            token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            token.setAlgorithmHeaderValue("none");
            token.setKey(null);
            return token;
        });
        assertThat(judged(none)).contains("no signed JSON Web Token");
        assertThat(judged(none + "x")).contains("RS256, PS256");
        assertThat(judged(withHead("{\"alg\":\"nOnE\",\"kid\":\"rsa\"}"))).contains("RS256, PS256");
        assertThat(judged(withHead("{\"kid\":\"rsa\"}"))).contains("RS256, PS256");
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
            assertThat(judged(forged)).contains("RS256, PS256");
        }
    }

    @Test
    void somebodyElsesKeyOfThatNameIsNoKey() {
        var other = Issuer.key("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "rsa");
        var forged = Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
            token.setKey(other.getPrivateKey());
            return token;
        });
        assertThat(judged(forged)).contains("fits no key");
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
        assertThat(judged(forged)).contains("fits no key");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aKeyOfAnotherKindIsNoKey() {
        assertThat(judged(Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
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
        assertThat(judged(weak, signed)).contains("fits no key");
    }

    @Test
    void theKeyHasToBeNamed() {
        assertThat(judged(Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
                    token.getHeaders().setStringHeaderValue("kid", null);
                    return token;
                })))
                .contains("does not name its key");
    }

    @Test
    void aKeyThatTheIssuerHasNotIsAskedForOnce() {
        var unknown = Issuer.tokenByUnknownKey(_ -> {});
        assertThat(judged(unknown)).contains("fits no key");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void whatHasToBeUnderstoodAndIsNotIsRefused() {
        assertThat(judged(Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
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
            assertThat(judged(withHead(head))).as(head).isNotEqualTo(GOOD);
        }
    }

    @Test
    void aTokenInATokenIsNone() {
        var nested = Issuer.signed(Issuer.token(), token -> {
            token.setContentTypeHeaderValue("JWT");
            return token;
        });
        assertThat(judged(nested)).contains("is no JSON");
    }

    @Test
    void everyBitOfItCounts() {
        var good = Issuer.token().split("\\.", 3);
        var other = Issuer.token(claims -> claims.setSubject("system:serviceaccount:docs:other"))
                .split("\\.", 3);
        assertThat(judged(good[0] + "." + other[1] + "." + good[2])).contains("fits no key");
        assertThat(judged(good[0] + "." + good[1] + "." + other[2])).contains("fits no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d.e", "a.b.c, a.b.c", " a.b.c", "a.b.c ", "a=.b.c", "ä.b.c"})
    void whatHasNotItsFormIsNoToken(String text) {
        assertThat(judged(text)).contains("no signed JSON Web Token");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void nonsenseIsRefusedAndNeverThrows(String name, String token) {
        assertThat(judged(token)).isNotEqualTo(GOOD);
        assertThat(fetches).hasValue(0);
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
                assertThat(judged(changed)).as(changed).isNotEqualTo(GOOD);
            }
        }
    }

    @Test
    void whoMayAskNobodyProvesNothing() {
        var alone = tokens.alone();
        assertThat(judged(alone, Issuer.token())).startsWith("undecided").contains("only the server asks");
        assertThat(judged(alone, Issuer.token(claims -> claims.setIssuer("x")))).contains("another issuer");
        assertThat(fetches).hasValue(0);
    }

    @Test
    void withoutAnAudienceNoTokenIsGood() {
        var nobody =
                new Tokens(Optional.empty(), () -> Issuer.keys(Issuer.RSA), InstantSource.fixed(Issuer.NOW), () -> 0);
        assertThat(nobody.areExpected()).isFalse();
        assertThat(judged(nobody, Issuer.token())).contains("receiver.oidc.audience is not set");
    }

    private String judged(String text) {
        return judged(tokens, text);
    }

    private static String judged(Tokens tokens, String text) {
        return switch (tokens.read(text)) {
            case Presented.Unfit(var reason) -> reason;
            case Presented.Claim claim -> word(tokens.objection(claim));
        };
    }

    private static String word(Optional<Verdict> objection) {
        return switch (objection.orElse(null)) {
            case null -> GOOD;
            case Verdict.Rejected(var reason) -> reason;
            case Verdict.Undecided(var reason) -> "undecided: " + reason;
            case Verdict.Accepted accepted -> throw new AssertionError(accepted);
        };
    }

    private Tokens tokens(Instant now) {
        var server = new KeyServer() {
            @Override
            public KeySet fetch() {
                fetches.incrementAndGet();
                return Issuer.keys(Issuer.RSA, Issuer.EC, Issuer.ED);
            }

            @Override
            public Optional<String> issuer() {
                return Optional.of(Issuer.NAME);
            }
        };
        return new Tokens(Optional.of(Issuer.AUDIENCE), server, InstantSource.fixed(now), () -> 0);
    }

    private static String signedBy(String algorithm, String key) {
        var known = java.util.Map.of("rsa", Issuer.RSA, "ec", Issuer.EC, "ed", Issuer.ED);
        return Issuer.signed(claims(), (JsonWebSignature token) -> {
            token.setAlgorithmHeaderValue(algorithm);
            token.setKeyIdHeaderValue(key);
            token.setKey(java.util.Objects.requireNonNull(known.get(key)).getPrivateKey());
            return token;
        });
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

    /** As if it had been made an hour before it ends. */
    private static void age(JwtClaims claims, long end) {
        claims.setIssuedAt(Issuer.seconds(end - 3600));
        claims.setNotBefore(Issuer.seconds(end - 3600));
        claims.setExpirationTime(Issuer.seconds(end));
    }

    private static Arguments claim(String name, Consumer<JwtClaims> change, String reason) {
        return Arguments.of(name, change, reason);
    }
}
