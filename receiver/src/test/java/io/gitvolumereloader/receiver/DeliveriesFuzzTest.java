package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.FollowedRef;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Hook;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.Outcome;
import io.gitvolumereloader.receiver.hook.Pods;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Tally;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.provider.AllProviders;
import io.gitvolumereloader.receiver.provider.Fixture;
import io.gitvolumereloader.receiver.provider.Refusal;
import io.gitvolumereloader.receiver.provider.Sns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever arrives, there is a defined answer: the way of every provider from the raw request to what its sender is
 * told, led by coverage.
 *
 * <p>Without {@code -Dfuzz=60s} it only repeats what is in the repository: the fixtures, and inputs found before. Plain
 * conditions instead of fluent assertions, since they are asked some ten thousand times a second.
 */
class DeliveriesFuzzTest {
    private static final Instant NOW = Instant.parse("2025-11-20T07:30:00Z");
    private static final int MAX_BODY = 5 * 1024 * 1024;
    private static final int MAX_ANSWER = 2048;
    private static final int MAX_ANNOTATION = 1024;
    private static final Pattern FIT_FOR_A_LOG = Pattern.compile("[ -~]{1,1000}");
    private static final Pattern ID = Pattern.compile("[a-z-]{1,32}/[A-Za-z0-9._-]{1,64}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Map<String, Integer>> ANSWERS = new TreeMap<>();

    private static final Secret PLAIN = new Secret("EB4r0vJq-nobody-is-told-this-one".getBytes(UTF_8));
    private static final Secret SIGNING = new Secret("whsec_bm9ib2R5LWlzLXRvbGQtdGhpcy1vbmUtZWl0aGVy".getBytes(UTF_8));

    private static final Map<String, Secret> KNOWING = new HashMap<>();

    /** Everybody may know this one, so that what comes behind the headers of SNS is reached. */
    private static final Secret TOPIC = new Secret(Sns.TOPIC.getBytes(UTF_8));

    private static final Secret SUBJECT = new Secret("system:serviceaccount:nobody:is-called-so".getBytes(UTF_8));

    private final Map<String, Provider> providers = AllProviders.standing(NOW).stream()
            .map(provider -> provider.asking(_ -> new Web.Failed("nobody is asked")))
            .collect(Collectors.toMap(Provider::name, Function.identity()));

    @MethodSource("fixtures")
    @FuzzTest(maxDuration = "60s")
    void everyRequestHasADefinedAnswer(byte[] input) throws JsonProcessingException {
        var request = FuzzedRequest.of(input);
        var delivery = request.delivery();
        var named = providers.get(request.endpoint().provider());
        var provider = named != null && request.endpoint().fits(named) ? named : null;
        var size = delivery.body().length;
        var refusal = Refusal.of(request.method(), provider, delivery::header, size, MAX_BODY);
        if (provider == null || refusal.isPresent()) {
            return;
        }
        nobodyIsAuthentic(provider, delivery, List.of(PLAIN));
        nobodyIsAuthentic(provider, delivery, List.of(PLAIN, SIGNING));
        nobodyIsAuthentic(provider, delivery, List.of(TOPIC));
        nobodyIsAuthentic(provider, delivery, List.of(PLAIN, SUBJECT));
        var outcome = received(provider, delivery);
        check(answer(outcome).length <= MAX_ANSWER, "an answer has at most 2 KiB");
        ANSWERS.computeIfAbsent(provider.name(), _ -> new TreeMap<>())
                .merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
    }

    static Stream<byte[]> fixtures() {
        return Fixture.all().map(FuzzedRequest::of);
    }

    @AfterAll
    static void tell() {
        System.out.println("Answered: " + ANSWERS);
    }

    /** Since nobody knows the secrets. */
    private static void nobodyIsAuthentic(Provider provider, Delivery delivery, List<Secret> secrets) {
        var objection = provider.precheck(delivery.withBody(new byte[0]), secrets);
        var verdict = provider.authenticate(delivery, secrets);
        check(!(verdict instanceof Verdict.Authentic), "nobody is authentic");
        check(objection.isEmpty() || verdict instanceof Verdict.Rejected, "headers are not judged more severely");
        switch (verdict) {
            case Verdict.Rejected(var reason) -> checkReason(reason);
            case Verdict.Undecided(var reason) -> checkReason(reason);
            case Verdict.Harmless _, Verdict.Authentic _ -> {}
        }
    }

    /** What becomes of it where the sender does know a secret. */
    private static Outcome received(Provider provider, Delivery delivery) throws JsonProcessingException {
        var by = knowing(provider);
        var event = provider.read(delivery, by);
        check(provider.read(delivery, by).equals(event), "a delivery always says the same");
        check(ID.matcher(provider.idOf(delivery).toString()).matches(), "an id is fit for a log");
        var pods = new Followers(event, new ArrayList<>());
        var clock = InstantSource.fixed(NOW);
        var hook = new Hook(_ -> List.of(), pods, Aliases.NONE, clock, Duration.ofMinutes(1), _ -> {});
        var outcome = hook.receive(provider, delivery, new Verdict.Authentic(by));
        for (var value : pods.written()) {
            check(value.getBytes(UTF_8).length <= MAX_ANNOTATION, "an annotation has at most 1 KiB");
            check(JSON.readTree(value).path("ref").isTextual(), "an annotation names its ref");
        }
        return outcome;
    }

    /** A secret that tells beside itself what those of the provider's fixtures tell. */
    private static Secret knowing(Provider provider) {
        return KNOWING.computeIfAbsent(
                provider.name(),
                name -> new Secret(
                        "fuzz",
                        Secret.PLAIN,
                        PLAIN.bytes(),
                        Scope.EVERYTHING,
                        Fixture.of(name, "push").secrets().getFirst().options()));
    }

    private static byte[] answer(Outcome outcome) throws JsonProcessingException {
        return JSON.writeValueAsBytes(
                switch (outcome) {
                    case Outcome.Announced announced -> Report.of(announced);
                    case Outcome.NoTarget noTarget -> Report.of(noTarget);
                    case Outcome.Pong(var id) -> Report.nothingPushed(id, "pong", List.of());
                    case Outcome.Ignored(var id, var reason) -> {
                        checkReason(reason);
                        yield Report.nothingPushed(id, "ignored", List.of(reason));
                    }
                    case Outcome.ToConfirm(var id, var url) -> {
                        check(url.getScheme().equals("https") && url.getHost().startsWith("sns."), "SNS is asked");
                        yield Report.nothingPushed(id, "confirmed", List.of());
                    }
                    case Outcome.Ended(var id, var reason) -> {
                        checkReason(reason);
                        yield Report.nothingPushed(id, "ignored", List.of(reason));
                    }
                    case Outcome.Malformed(var _, var reason) -> {
                        checkReason(reason);
                        yield Problem.malformed(reason);
                    }
                    case Outcome.Unavailable _ -> throw new AssertionError("there is no cluster to fail");
                });
    }

    private static void checkReason(String reason) {
        check(FIT_FOR_A_LOG.matcher(reason).matches(), "a reason is fit for a log: " + reason);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Two volumes that follow whatever is announced first: its default branch, and its ref. */
    private record Followers(Event event, List<String> written) implements Pods {
        @Override
        public Tally announce(Audience audience, Deadline deadline) {
            if (!(event instanceof Event.Pushed(var pushes))) {
                return new Tally(List.of(), 0, List.of(), List.of());
            }
            var push = pushes.getFirst();
            var markings = Stream.of(FollowedRef.HEAD, FollowedRef.of(push.ref().value()))
                    .map(ref -> new Follower("ns", "pod", "", push.repository(), ref, null))
                    .flatMap(follower -> audience.notice(follower).stream())
                    .map(this::mark)
                    .toList();
            return new Tally(markings, 2, List.of(), List.of());
        }

        private Marking mark(Notice notice) {
            written.add(notice.annotation().value());
            return new Marking.Marked(notice.follower());
        }
    }
}
