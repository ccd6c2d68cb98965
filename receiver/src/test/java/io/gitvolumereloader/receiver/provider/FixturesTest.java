package io.gitvolumereloader.receiver.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.ObjectName;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RefName;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of deliveries as providers send them. */
class FixturesTest {
    @ParameterizedTest
    @MethodSource("all")
    void isJudged(Fixture fixture) {
        var verdict = provider(fixture).authenticate(fixture.delivery(), fixture.secrets());
        var expected = fixture.expected();
        switch (verdict) {
            case Verdict.Authentic _ ->
                assertThat(expected.path("verdict").textValue()).isEqualTo("authentic");
            case Verdict.Harmless() ->
                assertThat(expected.path("verdict").textValue()).isEqualTo("harmless");
            case Verdict.Undecided(var reason) -> throw new AssertionError(reason);
            case Verdict.Rejected(var reason) -> {
                assertThat(expected.path("verdict").textValue()).as(reason).isEqualTo("rejected");
                assertThat(reason).contains(expected.path("reason").textValue());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void nobodyWhoIsAuthenticIsTurnedAwayByHisHeaders(Fixture fixture) {
        var headers = fixture.delivery().withBody(new byte[0]);
        if (!fixture.expected().path("verdict").textValue().equals("rejected")) {
            assertThat(provider(fixture).precheck(headers, fixture.secrets())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whoeverIsProvenByHisHeadersIsAuthenticWhateverTheBody(Fixture fixture) {
        var provider = provider(fixture);
        var delivery = fixture.delivery().withBody(new byte[] {0, 1, 2});
        if (provider.precheck(delivery, fixture.secrets()).isEmpty()) {
            var proven = provider.isProvenByHeaders(delivery, fixture.secrets());
            var authentic = provider.authenticate(delivery, fixture.secrets()) instanceof Verdict.Authentic;
            // A token of OpenID Connect needs no body either, but its issuer has to be asked.
            assertThat(authentic).isEqualTo(proven || (authentic && provider.asksOthers()));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void withoutSecretsNothingIsAuthentic(Fixture fixture) {
        assertThat(provider(fixture).authenticate(fixture.delivery(), List.of()))
                .isNotInstanceOf(Verdict.Authentic.class);
    }

    @ParameterizedTest
    @MethodSource("understood")
    void isUnderstood(Fixture fixture) {
        var expected = fixture.expected();
        switch (provider(fixture).read(fixture.delivery(), fixture.secrets().getFirst())) {
            case Event.Pushed(var pushes) -> {
                assertThat(pushes).isEqualTo(pushes(expected, pushes.getFirst().repositories()));
                assertThat(pushes.getFirst().repositories())
                        .map(RepositoryKey::toString)
                        .isEqualTo(texts(expected.path("repositories")));
            }
            case Event.Confirm(var url) ->
                assertThat(url).hasToString(expected.path("confirm").textValue());
            case Event.Ended(var reason) -> assertReason(expected, "ended", reason);
            case Event.Pinged() ->
                assertThat(expected.path("event").textValue()).isEqualTo("pinged");
            case Event.Ignored(var reason) -> assertReason(expected, "ignored", reason);
            case Event.Malformed(var reason) -> assertReason(expected, "malformed", reason);
        }
    }

    @ParameterizedTest
    @MethodSource("authentic")
    void hasItsName(Fixture fixture) {
        assertThat(provider(fixture).idOfAuthentic(fixture.delivery()))
                .hasToString(fixture.expected().path("delivery").textValue());
    }

    static Stream<Fixture> all() {
        return Fixture.all();
    }

    static Stream<Fixture> authentic() {
        return Fixture.all()
                .filter(fixture -> fixture.expected().path("verdict").asText().equals("authentic"));
    }

    static Stream<Fixture> understood() {
        return Fixture.all().filter(fixture -> fixture.expected().has("event"));
    }

    private static DescribedProvider provider(Fixture fixture) {
        return AllProviders.named(fixture.provider(), fixture.at());
    }

    private static void assertReason(JsonNode expected, String event, String reason) {
        assertThat(event).as(reason).isEqualTo(expected.path("event").textValue());
        assertThat(reason).contains(expected.path("reason").textValue());
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::textValue).toList();
    }

    private static List<Push> pushes(JsonNode expected, List<RepositoryKey> repositories) {
        assertThat(expected.path("event").textValue()).isEqualTo("pushed");
        var delivery = expected.path("delivery").textValue().split("/", 2);
        return expected.path("pushes")
                .valueStream()
                .map(push -> new Push(
                        new DeliveryId(delivery[0], delivery[1]),
                        push.has("repository") ? List.of(key(push)) : repositories,
                        ref(push.path("ref").textValue()),
                        object(push.path("before").textValue()),
                        object(push.path("after").textValue()),
                        expected.path("defaultBranch").textValue()))
                .toList();
    }

    /** Where a delivery is about several. */
    private static RepositoryKey key(JsonNode push) {
        return RepositoryKey.parse("https://" + push.path("repository").textValue())
                .orElseThrow();
    }

    private static RefName ref(String name) {
        return name.equals("refs/*") ? RefName.ANY : RefName.parse(name).orElseThrow();
    }

    private static @Nullable ObjectName object(@Nullable String hex) {
        return hex == null ? null : ObjectName.parse(hex).orElseThrow();
    }
}
