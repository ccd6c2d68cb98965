package io.gitvolumereloader.receiver.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token has to claim, and by what it may be signed. */
class TokensTest {
    private final Judge judge = new Judge();

    @Test
    void aGoodTokenIsGood() {
        assertThat(judge.judged(Issuer.token())).isEqualTo(Judge.GOOD);
        assertThat(judge.tokens.read(Issuer.token()))
                .isInstanceOfSatisfying(
                        Presented.Claim.class,
                        claim -> assertThat(claim.subject()).isEqualTo(Issuer.SUBJECT));
    }

    @ParameterizedTest
    @CsvSource({"RS256, rsa", "PS256, rsa", "ES256, ec", "EdDSA, ed"})
    void byFourAlgorithms(String algorithm, String key) {
        assertThat(judge.judged(signedBy(algorithm, key))).isEqualTo(Judge.GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS384", "PS512"})
    void andByNoOther(String algorithm) {
        assertThat(judge.judged(signedBy(algorithm, "rsa"))).contains("RS256, PS256");
        assertThat(judge.fetches).hasValue(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void eachClaimCounts(String name, Consumer<JwtClaims> change, String reason) {
        assertThat(judge.judged(Issuer.token(change))).contains(reason);
        assertThat(judge.fetches).as("nobody is asked for such a token").hasValue(0);
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
        assertThat(judge.judged(Issuer.token(claims -> age(claims, -59)))).isEqualTo(Judge.GOOD);
        assertThat(judge.judged(Issuer.token(claims -> claims.setNotBefore(Issuer.seconds(60)))))
                .isEqualTo(Judge.GOOD);
    }

    @Test
    void oneOfSeveralAudiencesWillDo() {
        assertThat(judge.judged(Issuer.token(claims -> claims.setAudience("somebody-else", Issuer.AUDIENCE))))
                .isEqualTo(Judge.GOOD);
    }

    @Test
    void theIssuerCountsAlsoWhereNobodyKnowsItYet() {
        var unknown = new Tokens(
                Optional.of(Issuer.AUDIENCE), () -> Issuer.keys(Issuer.RSA), InstantSource.fixed(Issuer.NOW), () -> 0);
        var other = Issuer.token(claims -> claims.setIssuer("https://issuer.example.org"));
        assertThat(Judge.judged(unknown, other)).contains("another issuer");
        assertThat(Judge.judged(unknown, Issuer.token())).isEqualTo(Judge.GOOD);
        assertThat(unknown.read(other)).isInstanceOf(Presented.Unfit.class);
    }

    @Test
    void theKeyHasToBeNamed() {
        assertThat(judge.judged(Issuer.signed(Issuer.claims(_ -> {}).toJson(), token -> {
                    token.getHeaders().setStringHeaderValue("kid", null);
                    return token;
                })))
                .contains("does not name its key");
    }

    @Test
    void aKeyThatTheIssuerHasNotIsAskedForOnce() {
        var unknown = Issuer.tokenByUnknownKey(_ -> {});
        assertThat(judge.judged(unknown)).contains("fits no key");
        assertThat(judge.fetches).hasValue(1);
    }

    @Test
    void whoMayAskNobodyProvesNothing() {
        var alone = judge.tokens.alone();
        assertThat(Judge.judged(alone, Issuer.token())).startsWith("undecided").contains("only the server asks");
        assertThat(Judge.judged(alone, Issuer.token(claims -> claims.setIssuer("x"))))
                .contains("another issuer");
        assertThat(judge.fetches).hasValue(0);
    }

    @Test
    void withoutAnAudienceNoTokenIsGood() {
        var nobody =
                new Tokens(Optional.empty(), () -> Issuer.keys(Issuer.RSA), InstantSource.fixed(Issuer.NOW), () -> 0);
        assertThat(nobody.areExpected()).isFalse();
        assertThat(Judge.judged(nobody, Issuer.token())).contains("receiver.oidc.audience is not set");
    }

    private static String signedBy(String algorithm, String key) {
        var known = Map.of("rsa", Issuer.RSA, "ec", Issuer.EC, "ed", Issuer.ED);
        return Issuer.signed(Issuer.claims(_ -> {}).toJson(), (JsonWebSignature token) -> {
            token.setAlgorithmHeaderValue(algorithm);
            token.setKeyIdHeaderValue(key);
            token.setKey(Objects.requireNonNull(known.get(key)).getPrivateKey());
            return token;
        });
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
