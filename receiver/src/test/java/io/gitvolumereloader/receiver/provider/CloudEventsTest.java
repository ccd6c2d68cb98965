package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.oidc.KeyServer;
import io.gitvolumereloader.receiver.oidc.KeySet;
import io.gitvolumereloader.receiver.oidc.Tokens;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send CloudEvents, by which secret, and in which modes. */
class CloudEventsTest {
    private static final Fixture PUSH = Fixture.of("cloudevents", "oidc-push");
    private static final Secret SUBJECT = PUSH.secrets().getFirst();
    private static final Secret TOKEN = secret("token", "3f9c1e0b7a5d42c8b6e1f0a9d8c7b6a5");

    private final AtomicInteger fetches = new AtomicInteger();
    private boolean down;

    @Test
    void eachKindVouchesForItsOwnDeliveries() {
        var all = List.of(TOKEN, SUBJECT);
        assertThat(provider().authenticate(PUSH.delivery(), all)).isEqualTo(new Verdict.Authentic(SUBJECT));
        assertThat(provider().authenticate(inPath(TOKEN), all)).isEqualTo(new Verdict.Authentic(TOKEN));
        assertThat(provider().authenticate(PUSH.delivery(), List.of(TOKEN))).isInstanceOf(Verdict.Rejected.class);
        assertThat(provider().authenticate(inPath(TOKEN), List.of(SUBJECT))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void aSubjectIsNoSecretSoNobodyGetsInByIt() {
        for (var subject : List.of(SUBJECT, secret("", new String(SUBJECT.bytes(), UTF_8)))) {
            assertThat(provider().authenticate(inPath(subject), List.of(TOKEN, subject)))
                    .isInstanceOf(Verdict.Rejected.class);
            var bearer = delivery("authorization", "Bearer " + new String(subject.bytes(), UTF_8));
            assertThat(provider().authenticate(bearer, List.of(subject))).isInstanceOf(Verdict.Rejected.class);
        }
    }

    @Test
    void theTokenOfAUrlIsNoBearerToken() {
        var bearer = delivery("authorization", "Bearer " + new String(TOKEN.bytes(), UTF_8));
        assertThat(provider().authenticate(bearer, List.of(TOKEN, SUBJECT))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void aTokenInThePathIsNotMadeUpForByAnother() {
        var both = PUSH.delivery().withPathToken("0123456789abcdef");
        assertThat(provider().authenticate(both, List.of(TOKEN, SUBJECT))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void whoIsGoodForSomebodyElseIsNotGoodForUs() {
        var other = secret("oidc", "system:serviceaccount:other:source");
        assertThat(provider().authenticate(PUSH.delivery(), List.of(other)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("the subject of the token fits none"));
        assertThat(fetches).as("nobody is asked for such a token").hasValue(0);
    }

    @Test
    void headersAreJudgedWithoutAskingAnybody() {
        assertThat(provider().precheck(PUSH.delivery().withBody(new byte[0]), List.of(SUBJECT)))
                .isEmpty();
        assertThat(fetches).hasValue(0);
    }

    @Test
    void onlyTheTokenOfAUrlIsAWholeProofBeforeTheBodyIsRead() {
        var all = List.of(TOKEN, SUBJECT);
        assertThat(provider().isProvenByHeaders(inPath(TOKEN), all)).isTrue();
        assertThat(provider().isProvenByHeaders(PUSH.delivery(), all)).isFalse();
    }

    @Test
    void whileNobodyCanTellItIsNotRefused() {
        down = true;
        assertThat(provider().authenticate(PUSH.delivery(), List.of(SUBJECT)))
                .isEqualTo(new Verdict.Undecided("no keys of the token's issuer: down for the test"));
        assertThat(provider().authenticate(inPath(TOKEN), List.of(TOKEN, SUBJECT)))
                .isEqualTo(new Verdict.Authentic(TOKEN));
    }

    @Test
    void explainAsksNobody() {
        assertThat(provider().asking(_ -> new Web.Failed("not asked")).authenticate(PUSH.delivery(), List.of(SUBJECT)))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reason()).contains("only the server asks"));
        assertThat(fetches).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "'',    system:serviceaccount:docs:source, true",
        "oidc,  system:serviceaccount:docs:source, true",
        "token, system:serviceaccount:docs:source, false",
        "oidc,  110169484474386276334,             true",
        "oidc,  'a subject with blanks',           false",
        "oidc,  sübject-beyond-ascii,              false",
        "'',    3f9c1e0b7a5d42c8b6e1f0a9d8c7b6a5,  true",
        "token, 3f9c1e0b7a5d42c8b6e1f0a9d8c7b6a5,  true",
        "'',    not/fit/for/a/url,                 false",
        "basic, 3f9c1e0b7a5d42c8b6e1f0a9d8c7b6a5,  false"
    })
    void aSecretHasTheFormOfItsKind(String kind, String text, boolean taken) {
        assertThat(provider().objection(secret(kind, text)).isEmpty()).isEqualTo(taken);
    }

    @Test
    void aSubjectNeedsAnAudience() {
        var provider = new CloudEvents(tokens(Optional.empty()));
        assertThat(provider.objection(SUBJECT))
                .hasValueSatisfying(objection -> assertThat(objection).contains("receiver.oidc.audience"));
        assertThat(provider.objection(TOKEN)).isEmpty();
        assertThat(provider.asksOthers()).isFalse();
        assertThat(provider().asksOthers()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dTpw", "Bearer", "Bearer ", "Token x", ""})
    void otherCredentialsAreNone(String credentials) {
        assertThat(provider().authenticate(delivery("authorization", credentials), List.of(SUBJECT)))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void theWordBearerHasNoCase() {
        var token = String.valueOf(PUSH.delivery().header("authorization")).substring("Bearer ".length());
        assertThat(provider().authenticate(delivery("authorization", "bEARER " + token), List.of(SUBJECT)))
                .isInstanceOf(Verdict.Authentic.class);
        assertThat(provider()
                        .authenticate(
                                delivery("authorization", "Bearer " + token + ", Bearer " + token), List.of(SUBJECT)))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void batchesAreNotTaken() {
        assertThat(provider().mediaTypes())
                .containsExactlyInAnyOrder("application/json", "application/cloudevents+json");
    }

    @Test
    void theMediaTypeSaysWhereThePayloadIs() {
        var payload = "{\"ref\":\"refs/heads/main\",\"repository\":{\"clone_url\":\"https://github.com/o/r\"}}";
        var type = "dev.knative.source.github.push";
        var envelope = "{\"type\":\"%s\",\"data\":%s}".formatted(type, payload);
        assertThat(event("application/json", type, payload)).isInstanceOf(Event.Pushed.class);
        assertThat(event("application/cloudevents+json; charset=utf-8", null, envelope))
                .isInstanceOf(Event.Pushed.class);
        assertThat(event("Application/CloudEvents+JSON", null, envelope)).isInstanceOf(Event.Pushed.class);
        assertThat(event("application/json", type, envelope)).isInstanceOf(Event.Malformed.class);
        assertThat(event("application/cloudevents+json", type, payload)).isInstanceOf(Event.Malformed.class);
        assertThat(event("application/json", null, payload)).isInstanceOf(Event.Malformed.class);
    }

    @Test
    void theSourceNamesNoRepository() {
        var headers = Map.of(
                "content-type", "application/json",
                "ce-type", "dev.knative.source.github.push",
                "ce-source", "https://github.com/o/r");
        var event = provider().read(new Delivery(headers, "{\"ref\":\"refs/heads/main\"}".getBytes(UTF_8)), TOKEN);
        assertThat(event)
                .isInstanceOfSatisfying(
                        Event.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains("/repository/clone_url"));
    }

    private Event event(String mediaType, @Nullable String type, String body) {
        var headers = new HashMap<>(Map.of("content-type", mediaType));
        if (type != null) {
            headers.put("ce-type", type);
        }
        return provider().read(new Delivery(headers, body.getBytes(UTF_8)), TOKEN);
    }

    private CloudEvents provider() {
        return new CloudEvents(tokens(Optional.of("git-volume-reloader")));
    }

    private Tokens tokens(Optional<String> audience) {
        var fixtures = FixtureTokens.keys();
        KeyServer server = () -> fetched(fixtures);
        return new Tokens(audience, server, InstantSource.fixed(PUSH.at()), () -> 0);
    }

    private KeySet fetched(KeyServer fixtures) throws IOException {
        fetches.incrementAndGet();
        if (down) {
            throw new IOException("down for the test");
        }
        return fixtures.fetch();
    }

    private static Delivery inPath(Secret secret) {
        return delivery("x", "x").withPathToken(new String(secret.bytes(), UTF_8));
    }

    private static Delivery delivery(String header, String value) {
        return new Delivery(Map.of(header, value), PUSH.delivery().body());
    }

    private static Secret secret(String kind, String text) {
        return new Secret(kind + "-secret", kind, text.getBytes(UTF_8), Scope.EVERYTHING, Map.of());
    }
}
