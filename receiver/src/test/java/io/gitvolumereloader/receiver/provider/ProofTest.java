package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparisons whose time tells nothing. */
class ProofTest {
    private static final List<Secret> SECRETS =
            Stream.of("first", "second", "third").map(ProofTest::secret).toList();

    @ParameterizedTest
    @ValueSource(strings = {"first", "second", "third", "none of them"})
    void everySecretIsTriedWhicheverFits(String right) {
        var tried = new ArrayList<Secret>();
        var verdict = Proof.by(
                SECRETS,
                secret -> {
                    tried.add(secret);
                    return secret.hasBytesOf(secret(right));
                },
                "this");
        assertThat(tried).isEqualTo(SECRETS);
        assertThat(verdict instanceof Verdict.Authentic).isEqualTo(!right.startsWith("none"));
    }

    @Test
    void sameIsSameWhateverTheLength() {
        assertThat(bySame("first")).isEqualTo(new Verdict.Authentic(SECRETS.getFirst()));
        assertThat(bySame("firs")).isInstanceOf(Verdict.Rejected.class);
        assertThat(bySame("first ")).isInstanceOf(Verdict.Rejected.class);
        assertThat(bySame("")).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void whatIsTooLongForASecretIsNotEvenCompared() {
        assertThat(bySame("x".repeat(4096)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("none of 3 secrets"));
        assertThat(bySame("x".repeat(4097))).isEqualTo(new Verdict.Rejected("this has more than 4096 bytes"));
    }

    /**
     * CVE-2022-36885 (Jenkins GitHub), GHSA-f67f-2j6r-m4c9 (GitLab Branch Source), GHSA-2xpq-5952-38w3 (MSTeams),
     * GHSA-86j9-25m2-9w97 (Zanata): secrets were compared by methods that return at the first difference.
     */
    @Test
    void cve202236885WhoHoldsTheBytesOfASecretComparesThemInConstantTimeOnly() {
        var holders = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.gitvolumereloader.receiver.provider")
                        .stream()
                        .filter(type -> type.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Secret.class)
                                        && call.getName().equals("bytes")))
                        .toList();
        assertThat(holders).hasSizeGreaterThanOrEqualTo(3).allSatisfy(holder -> {
            var calls = holder.getMethodCallsFromSelf().stream()
                    .map(ProofTest::name)
                    .collect(Collectors.toSet());
            assertThat(calls).containsAnyOf("MessageDigest.isEqual(2)", "Proof.bySame(3)");
            assertThat(calls)
                    .doesNotContainAnyElementsOf(Set.of(
                            "Arrays.equals(2)",
                            "Arrays.compare(2)",
                            "Arrays.mismatch(2)",
                            "String.equals(1)",
                            "String.equalsIgnoreCase(1)",
                            "String.contentEquals(1)",
                            "String.compareTo(1)"));
        });
    }

    private static String name(JavaCall<?> call) {
        return "%s.%s(%d)"
                .formatted(
                        call.getTargetOwner().getSimpleName(),
                        call.getName(),
                        call.getTarget().getRawParameterTypes().size());
    }

    private static Verdict bySame(String claimed) {
        return Proof.bySame(SECRETS, claimed.getBytes(UTF_8), "this");
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }
}
