package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Marking.Continuing;
import io.gitvolumereloader.receiver.hook.Marking.Gone;
import io.gitvolumereloader.receiver.hook.Marking.Marked;
import io.gitvolumereloader.receiver.hook.Marking.Unchanged;
import io.gitvolumereloader.receiver.hook.Marking.Unreached;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class HookTest {
    private static final Instant NOW = Instant.parse("2026-11-20T07:30:00.123Z");
    private static final RepositoryKey DOCS = new RepositoryKey("github.com", "o/docs");
    private static final Aliases ALIASES = new Aliases(Map.of("mirror.example.org", "github.com"));
    private static final DeliveryId ID = new DeliveryId("some", "1");
    private static final Push PUSH = push("refs/heads/main");
    private static final String VALUE = new PushAnnotation(PUSH, NOW).value();

    private final InMemoryPods pods = new InMemoryPods();
    private final List<String> oddities = new ArrayList<>();
    private final Hook hook = new Hook(_ -> List.of(), pods, ALIASES, () -> NOW, Duration.ofSeconds(4), oddities::add);

    @Test
    void whoIsNotAuthenticLearnsNothingAndNothingIsRead() {
        var rejected = new Verdict.Rejected("no");
        assertThat(hook.authenticate(new SomeProvider(rejected, null), delivery()))
                .isEqualTo(rejected);
        assertThat(pods.asked).isZero();
    }

    @Test
    void aPingIsAnsweredWithoutAskingTheCluster() {
        assertThat(receive(new Event.Pinged())).isEqualTo(new Outcome.Pong(ID));
        assertThat(pods.asked).isZero();
    }

    @Test
    void otherEventsAreIgnored() {
        assertThat(receive(new Event.Ignored("star"))).isEqualTo(new Outcome.Ignored(ID, "star"));
    }

    @Test
    void whatCantBeReadIsRefused() {
        assertThat(receive(new Event.Malformed("/ref"))).isEqualTo(new Outcome.Malformed(ID, "/ref"));
    }

    @Test
    void whoFollowsIsMarkedAndNobodyElse() {
        var follower = follower("a", DOCS, "main", null);
        pods.followers = List.of(
                follower,
                follower("b", DOCS, "other", null),
                follower("c", new RepositoryKey("github.com", "o/else"), "main", null));
        assertThat(receive(new Event.Pushed(List.of(PUSH))))
                .isEqualTo(new Outcome.Announced(List.of(PUSH), List.of(new Marked(follower)), List.of()));
        assertThat(pods.written).containsExactly(Map.entry("a", VALUE));
    }

    @Test
    void pushAndPodMayNameTheServerByItsAlias() {
        var alias = new RepositoryKey("mirror.example.org", "o/docs");
        pods.followers = List.of(follower("a", alias, "main", null), follower("b", DOCS, "main", null));
        var told = new Push(ID, List.of(alias), PUSH.ref(), PUSH.before(), PUSH.after(), PUSH.defaultBranch());
        receive(new Event.Pushed(List.of(told)));
        assertThat(pods.written).containsExactly(Map.entry("a", VALUE), Map.entry("b", VALUE));
    }

    @Test
    void whoKnowsAlreadyIsLeftAlone() {
        var follower = follower("a", DOCS, "main", VALUE.replace("some/1", "some/0"));
        pods.followers = List.of(follower);
        assertThat(receive(new Event.Pushed(List.of(PUSH))))
                .isEqualTo(new Outcome.Announced(List.of(PUSH), List.of(new Unchanged(follower)), List.of()));
        assertThat(pods.written).isEmpty();
    }

    @Test
    void nobodyFollows() {
        pods.followers = List.of(follower("a", DOCS, "other", null));
        assertThat(receive(new Event.Pushed(List.of(PUSH)))).isEqualTo(new Outcome.NoTarget(List.of(PUSH), 1));
    }

    @Test
    void oneWhoIsGoneIsNoFailure() {
        pods.followers = List.of(follower("a", DOCS, "main", null));
        pods.marking = Gone::new;
        assertThat(receive(new Event.Pushed(List.of(PUSH))))
                .isEqualTo(
                        new Outcome.Announced(List.of(PUSH), List.of(new Gone(pods.followers.getFirst())), List.of()));
    }

    @Test
    void whereNobodyCanBeReachedItIsWorthSendingAgain() {
        pods.followers = List.of(follower("a", DOCS, "main", null));
        pods.marking = follower -> new Unreached(follower, "403");
        assertThat(receive(new Event.Pushed(List.of(PUSH))))
                .isEqualTo(new Outcome.Unavailable(List.of(PUSH), List.of("403")));
    }

    @Test
    void whereOneCanBeReachedTheDeliveryIsAccepted() {
        pods.followers = List.of(follower("a", DOCS, "main", null), follower("b", DOCS, "main", null));
        pods.marking =
                follower -> follower.pod().equals("a") ? new Marked(follower) : new Unreached(follower, "deadline");
        assertThat(receive(new Event.Pushed(List.of(PUSH)))).isInstanceOf(Outcome.Announced.class);
    }

    @Test
    void whoIsToldLaterIsToldAllTheSame() {
        pods.followers = List.of(follower("a", DOCS, "main", null), follower("b", DOCS, "main", null));
        pods.marking = follower ->
                follower.pod().equals("a") ? new Continuing(follower, "busy") : new Unreached(follower, "403");
        assertThat(receive(new Event.Pushed(List.of(PUSH)))).isInstanceOf(Outcome.Announced.class);
    }

    @Test
    void deliveriesAreNumberedAsTheyCome() {
        pods.followers = List.of(follower("a", DOCS, "main", null));
        receive(new Event.Pushed(List.of(PUSH)));
        receive(new Event.Pushed(List.of(PUSH)));
        assertThat(pods.arrivals).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void wherePodsCantBeListedItIsWorthSendingAgain() {
        pods.unlisted = List.of("refused");
        assertThat(receive(new Event.Pushed(List.of(PUSH))))
                .isEqualTo(new Outcome.Unavailable(List.of(PUSH), List.of("refused")));
    }

    @Test
    void whereSomePodsCantBeListedTheOthersAreMarked() {
        pods.unlisted = List.of("refused");
        pods.followers = List.of(follower("a", DOCS, "main", null));
        assertThat(receive(new Event.Pushed(List.of(PUSH))))
                .isEqualTo(new Outcome.Announced(
                        List.of(PUSH), List.of(new Marked(pods.followers.getFirst())), List.of("refused")));
    }

    @Test
    void aRepositoryIsFoundByAnyOfItsUrls() {
        var alias = new RepositoryKey("git.internal:7999", "o/docs");
        var push = new Push(ID, List.of(DOCS, alias), PUSH.ref(), null, PUSH.after(), "main");
        pods.followers = List.of(follower("a", alias, "main", null));
        assertThat(receive(new Event.Pushed(List.of(push)))).isInstanceOf(Outcome.Announced.class);
    }

    @Test
    void aDeliveryOfSeveralRefsTellsEachFollowerOfHis() {
        pods.followers = List.of(
                follower("main", DOCS, "main", null),
                follower("tag", DOCS, "v1", null),
                follower("head", DOCS, "HEAD", null),
                follower("other", DOCS, "other", null));
        var pushes = List.of(push("refs/heads/x"), push("refs/heads/main"), push("refs/tags/v1"));
        assertThat(receive(new Event.Pushed(pushes))).isInstanceOfSatisfying(Outcome.Announced.class, announced -> {
            assertThat(announced.pushes()).isEqualTo(pushes);
            assertThat(announced.markings()).hasSize(3);
        });
        assertThat(pods.written)
                .containsExactly(
                        Map.entry("main", value("refs/heads/main")),
                        Map.entry("tag", value("refs/tags/v1")),
                        Map.entry("head", value("refs/heads/main")));
        assertThat(pods.asked).isOne();
    }

    @Test
    void branchAndTagOfEqualNameAreToldApart() {
        pods.followers = List.of(
                follower("short", DOCS, "v1", null),
                follower("branch", DOCS, "refs/heads/v1", null),
                follower("tag", DOCS, "refs/tags/v1", null));
        receive(new Event.Pushed(List.of(push("refs/heads/v1"), push("refs/tags/v1"))));
        assertThat(pods.written)
                .containsExactly(
                        Map.entry("short", value("refs/heads/v1")),
                        Map.entry("branch", value("refs/heads/v1")),
                        Map.entry("tag", value("refs/tags/v1")));
    }

    @Test
    void ofTwoPushesOfOneRefTheLastIsTold() {
        pods.followers = List.of(follower("a", DOCS, "main", null));
        var last = new Push(ID, List.of(DOCS), PUSH.ref(), PUSH.after(), null, "main");
        receive(new Event.Pushed(List.of(PUSH, last)));
        assertThat(pods.written).containsExactly(Map.entry("a", new PushAnnotation(last, NOW).value()));
    }

    @Test
    void whereTheRefsAreNotToldEverybodyLooks() {
        var elsewhere = follower("c", new RepositoryKey("github.com", "o/else"), "main", null);
        pods.followers =
                List.of(follower("a", DOCS, "main", null), follower("b", DOCS, "refs/notes/x", null), elsewhere);
        var unknown = new Push(ID, List.of(DOCS), RefName.ANY, null, null, null);
        receive(new Event.Pushed(List.of(unknown)));
        var value = new PushAnnotation(unknown, NOW).value();
        assertThat(value).startsWith("{\"ref\":\"refs/*\",\"delivery\"");
        assertThat(pods.written).containsExactly(Map.entry("a", value), Map.entry("b", value));
    }

    @Test
    void aRefThatIsToldSaysMoreThanOneThatIsNot() {
        pods.followers = List.of(follower("a", DOCS, "main", null), follower("b", DOCS, "other", null));
        var unknown = new Push(ID, List.of(DOCS), RefName.ANY, null, null, null);
        receive(new Event.Pushed(List.of(PUSH, unknown)));
        assertThat(pods.written)
                .containsExactly(Map.entry("a", VALUE), Map.entry("b", new PushAnnotation(unknown, NOW).value()));
    }

    @Test
    void aThousandRefsAndAThousandFollowersTakeNoTime() {
        pods.followers = IntStream.range(0, 1000)
                .mapToObj(i -> follower("pod-" + i, DOCS, "branch-" + i, null))
                .toList();
        var pushes = IntStream.range(0, 1000)
                .mapToObj(i -> push("refs/heads/branch-" + i))
                .toList();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> receive(new Event.Pushed(pushes)));
        assertThat(pods.written).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void theNamesOfARepositoryAreLookedAtOnceAndNotForEachRef() {
        var names = IntStream.range(0, 32)
                .mapToObj(i -> new RepositoryKey("github.com", "o/docs-" + i))
                .toList();
        var pushes = IntStream.range(0, 1000)
                .mapToObj(i -> push("refs/heads/branch-" + i).by(i % 2 == 0 ? names : names.reversed()))
                .toList();
        var asked = new ArrayList<List<RepositoryKey>>();
        var renamed = Hook.renamed(pushes, list -> {
            asked.add(list);
            return list.equals(names) ? List.of(DOCS) : List.of();
        });
        assertThat(asked).containsExactly(names, names.reversed());
        assertThat(renamed)
                .hasSize(500)
                .allSatisfy(push -> assertThat(push.repositories()).containsExactly(DOCS));
    }

    @Test
    void odditiesAreHandedOn() {
        pods.oddities = List.of("odd");
        receive(new Event.Pushed(List.of(PUSH)));
        assertThat(oddities).containsExactly("odd");
    }

    @Test
    void oneTeamsSecretCantPokeAnotherTeamsPods() {
        var theirs = follower("a", DOCS, "main", null);
        pods.followers = List.of(theirs);
        var elsewhere = new Scope(Set.of("other"), List.of(RepositoryPattern.ANY));
        assertThat(receive(new Event.Pushed(List.of(PUSH)), elsewhere))
                .isEqualTo(new Outcome.NoTarget(List.of(PUSH), 0));
        assertThat(pods.written).isEmpty();
    }

    @Test
    void aPushThatTheSecretMayNotSpeakForIsIgnoredAndTheReasonSaysWhy() {
        pods.followers = List.of(follower("a", DOCS, "main", null));
        var others = new Scope(Set.of("ns"), List.of(new RepositoryPattern("github.com/else/*")));
        assertThat(receive(new Event.Pushed(List.of(PUSH)), others))
                .isInstanceOfSatisfying(Outcome.Ignored.class, ignored -> {
                    assertThat(ignored.reason())
                            .contains("out of scope", "the secret some-secret", "github.com/o/docs");
                });
        assertThat(pods.asked).isZero();
    }

    @Test
    void aForgedSecondNameOfTheRepositoryReachesNobody() {
        var own = new RepositoryKey("github.com", "own/docs");
        pods.followers = List.of(follower("a", DOCS, "main", null), follower("b", own, "main", null));
        var forged = new Push(ID, List.of(DOCS, own), PUSH.ref(), null, PUSH.after(), "main");
        var scope = new Scope(Set.of("*"), List.of(new RepositoryPattern("github.com/own/*")));
        receive(new Event.Pushed(List.of(forged)), scope);
        assertThat(pods.written).extracting(Map.Entry::getKey).containsExactly("b");
    }

    @Test
    void pushesOfSeveralRepositoriesReachEachItsOwnWithinTheScope() {
        var own = new RepositoryKey("github.com", "own/docs");
        var mine = new Push(ID, List.of(own), PUSH.ref(), null, PUSH.after(), null);
        pods.followers = List.of(follower("a", DOCS, "main", null), follower("b", own, "main", null));
        receive(new Event.Pushed(List.of(PUSH, mine)));
        assertThat(pods.written)
                .containsExactly(Map.entry("a", VALUE), Map.entry("b", new PushAnnotation(mine, NOW).value()));
        pods.written.clear();
        var scope = new Scope(Set.of("*"), List.of(new RepositoryPattern("github.com/own/*")));
        assertThat(receive(new Event.Pushed(List.of(PUSH, mine)), scope))
                .isInstanceOfSatisfying(
                        Outcome.Announced.class,
                        announced -> assertThat(announced.pushes()).containsExactly(mine));
        assertThat(pods.written).extracting(Map.Entry::getKey).containsExactly("b");
    }

    @Test
    void whatIsToBeConfirmedOrHasEndedIsHandedOn() {
        var url = URI.create("https://sns.eu-central-1.amazonaws.com/");
        assertThat(receive(new Event.Confirm(url))).isEqualTo(new Outcome.ToConfirm(ID, url));
        assertThat(receive(new Event.Ended("why"))).isEqualTo(new Outcome.Ended(ID, "why"));
        assertThat(pods.asked).isZero();
    }

    private Outcome receive(Event event) {
        return receive(event, Scope.EVERYTHING);
    }

    private Outcome receive(Event event, Scope scope) {
        var secret = new Secret("some-secret", Secret.PLAIN, new byte[16], scope, Map.of());
        var authentic = new Verdict.Authentic(secret);
        return hook.receive(new SomeProvider(authentic, event), delivery(), authentic);
    }

    private static Delivery delivery() {
        return new Delivery(Map.of(), new byte[0]);
    }

    private static Push push(String ref) {
        var after = ObjectName.parse("0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c").orElseThrow();
        return new Push(ID, List.of(DOCS), RefName.parse(ref).orElseThrow(), null, after, "main");
    }

    private static String value(String ref) {
        return new PushAnnotation(push(ref), NOW).value();
    }

    private static Follower follower(String pod, RepositoryKey repository, String ref, @Nullable String push) {
        return new Follower("ns", pod, "", repository, new FollowedRef(ref), push);
    }

    /** A provider that finds what it is told to find; it reads nothing where it has no event. */
    private record SomeProvider(Verdict verdict, @Nullable Event event) implements Provider {
        @Override
        public String name() {
            return "some";
        }

        @Override
        public DeliveryId idOf(Delivery delivery) {
            return ID;
        }

        @Override
        public Set<String> mediaTypes() {
            return Set.of();
        }

        @Override
        public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
            return Optional.empty();
        }

        @Override
        public Verdict authenticate(Delivery delivery, List<Secret> secrets) {
            return verdict;
        }

        @Override
        public Event read(Delivery delivery, Secret by) {
            if (event == null) {
                throw new AssertionError("read before it was authentic");
            }
            return event;
        }
    }

    /** Pods in a list; remembers what was written. */
    private static final class InMemoryPods implements Pods {
        private List<Follower> followers = List.of();
        private List<String> oddities = List.of();
        private List<String> unlisted = List.of();
        private Function<Follower, Marking> marking = Marked::new;
        private final List<Map.Entry<String, String>> written = new ArrayList<>();
        private final List<Long> arrivals = new ArrayList<>();
        private int asked;

        @Override
        public Tally announce(Audience audience, Deadline deadline) {
            asked++;
            arrivals.add(audience.arrival());
            var inScope = followers.stream()
                    .filter(follower -> audience.scope().reaches(follower.namespace()))
                    .toList();
            var markings = inScope.stream()
                    .flatMap(follower -> audience.notice(follower).stream())
                    .map(this::mark)
                    .toList();
            return new Tally(markings, inScope.size(), oddities, unlisted);
        }

        private Marking mark(Notice notice) {
            var follower = notice.follower();
            if (notice.isKnown()) {
                return new Unchanged(follower);
            }
            written.add(Map.entry(follower.pod(), notice.annotation().value()));
            return marking.apply(follower);
        }
    }
}
