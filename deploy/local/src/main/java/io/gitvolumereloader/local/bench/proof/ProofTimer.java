package io.gitvolumereloader.local.bench.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.local.bench.proof.ProofRow.Kind;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A program that clocks the check of proofs, scheme by scheme, and prints for each what {@link ProofTiming} reads.
 *
 * <p>In a process of its own, since the receiver has both of the JVM's compilers and the local run has one.
 */
public final class ProofTimer {
    private static final int POOL = 64;
    private static final int BATCH = 16;
    private static final int BLOCKS = 32;
    private static final int MANY = 16;
    private static final int LONG = 4096;
    private static final int SHORT = 32;

    private ProofTimer() {}

    /** Takes how many times each variant is clocked. */
    public static void main(String... arguments) {
        var samples = Integer.parseInt(arguments[0]);
        row(Kind.PLACES, "control: Arrays.equals, 4 KB", samples, _ -> control(LONG, Arrays::equals));
        row(Kind.PLACES, "control: a loop that ends early, 32 bytes", samples, _ -> control(SHORT, ProofTimer::early));
        for (var scheme : Proven.all()) {
            row(Kind.PLACES, scheme.name(), samples, block -> places(scheme, block * MANY));
        }
        for (var scheme : Proven.all()) {
            row(Kind.SECRETS, scheme.name(), samples, block -> secrets(scheme, block * MANY));
        }
    }

    /** Clocks one scheme in blocks, each with other secrets and other deliveries, and prints what came out. */
    private static void row(Kind kind, String what, int samples, IntFunction<Variants> make) {
        var batch = kind == Kind.PLACES ? BATCH : 1;
        make.apply(0).clock(samples / 2, 1, batch);
        var blocks = IntStream.range(0, BLOCKS)
                .mapToObj(block -> make.apply(block).clock(POOL, samples / BLOCKS, batch))
                .toList();
        System.out.println(ProofRow.of(kind, what, blocks).line());
    }

    /** One secret, of the number {@code first}; the proof is right, or wrong at one of its ends. */
    private static Variants places(Proven scheme, int first) {
        var secret = scheme.secret(first);
        return variants(
                judge(scheme, List.of(secret)),
                List.of(ProofTimer::isRight, ProofTimer::isWrong, ProofTimer::isWrong),
                number -> List.of(
                        scheme.delivery(secret, body(number), UnaryOperator.identity()),
                        scheme.delivery(secret, body(number), proof -> spoiled(proof, 0, number)),
                        scheme.delivery(secret, body(number), proof -> spoiled(proof, proof.length - 1, number))));
    }

    /** Many secrets, from the number {@code first} on, of which one at either end fits, or none. */
    private static Variants secrets(Proven scheme, int first) {
        var secrets =
                IntStream.range(first, first + MANY).mapToObj(scheme::secret).toList();
        return variants(
                judge(scheme, secrets),
                List.of(ProofTimer::isRight, ProofTimer::isRight, ProofTimer::isWrong),
                number -> List.of(
                        scheme.delivery(secrets.getFirst(), body(number), UnaryOperator.identity()),
                        scheme.delivery(secrets.getLast(), body(number), UnaryOperator.identity()),
                        scheme.delivery(scheme.secret(first + MANY), body(number), UnaryOperator.identity())));
    }

    /** What must be found: a comparison that ends at the first difference. */
    private static Variants control(int length, Comparator comparator) {
        var secret = new byte[length];
        Arrays.fill(secret, (byte) 'x');
        return variants(
                delivery -> comparator.isEqual(secret, delivery.body()),
                List.of(ProofTimer::isRight, ProofTimer::isWrong, ProofTimer::isWrong),
                number -> List.of(
                        new Delivery(Map.of(), secret.clone()),
                        new Delivery(Map.of(), spoiled(secret, 0, number)),
                        new Delivery(Map.of(), spoiled(secret, length - 1, number))));
    }

    @FunctionalInterface
    private interface Comparator {
        boolean isEqual(byte[] secret, byte[] claimed);
    }

    private static boolean early(byte[] secret, byte[] claimed) {
        for (var i = 0; i < secret.length; i++) {
            if (secret[i] != claimed[i]) {
                return false;
            }
        }
        return true;
    }

    /** Makes the deliveries by turns, so that all variants are spread over memory in the same way. */
    private static Variants variants(
            Function<Delivery, Object> judge, List<Predicate<Object>> accepted, IntFunction<List<Delivery>> make) {
        var deliveries =
                accepted.stream().<List<Delivery>>map(_ -> new ArrayList<>()).toList();
        for (var number = 0; number < POOL; number++) {
            var made = make.apply(number);
            for (var variant = 0; variant < made.size(); variant++) {
                deliveries.get(variant).add(made.get(variant));
            }
        }
        return new Variants(judge, accepted, deliveries);
    }

    private static Function<Delivery, Object> judge(Proven scheme, List<Secret> secrets) {
        var provider = scheme.provider();
        return delivery -> provider.authenticate(delivery, secrets);
    }

    private static boolean isRight(Object judgement) {
        return judgement.equals(true) || judgement instanceof Verdict.Authentic;
    }

    private static boolean isWrong(Object judgement) {
        return judgement.equals(false) || judgement instanceof Verdict.Rejected;
    }

    private static byte[] body(int number) {
        return "{\"number\":%d}".formatted(1000 + number).getBytes(UTF_8);
    }

    /** One bit of one byte is another; which bit depends on {@code number}, and letters stay letters. */
    private static byte[] spoiled(byte[] proof, int place, int number) {
        var spoiled = proof.clone();
        spoiled[place] ^= (byte) (1 << number % 3);
        return spoiled;
    }
}
