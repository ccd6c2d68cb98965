package io.gitvolumereloader.receiver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The arrows between the packages: edge to flow, adapters at the side. */
class ArchitectureTest {
    private static final String ROOT = "io.gitvolumereloader.receiver";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theFlowKnowsNothingButTheJdk() {
        check(classes()
                .that()
                .resideInAPackage(ROOT + ".hook")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", ROOT + ".hook"));
    }

    @Test
    void onlyOnePackageKnowsHowTokensAreSigned() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".oidc")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jose4j.."));
        check(classes()
                .that()
                .resideInAPackage(ROOT + ".oidc")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.jose4j..", ROOT + ".hook", ROOT + ".oidc"));
    }

    @Test
    void providersKnowTheFlowAndJacksonAndTokensOnly() {
        check(classes()
                .that()
                .resideInAPackage(ROOT + ".provider")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "javax.naming..",
                        "javax.security.auth.x500..",
                        "org.jspecify..",
                        "com.fasterxml.jackson..",
                        "jakarta.inject..",
                        ROOT + ".hook",
                        ROOT + ".oidc",
                        ROOT + ".provider"));
    }

    @Test
    void onlyTheAdapterAndTheWiringKnowTheKubernetesClient() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".kubernetes")
                .and()
                .doNotHaveSimpleName("Wiring")
                .and()
                .haveSimpleNameNotStartingWith("Wiring_")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8.."));
    }

    @Test
    void theAdapterKnowsNeitherTheEdgeNorTheProviders() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".kubernetes")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".provider", "io.quarkus..", "io.vertx.."));
    }

    @Test
    void onlyTheAdapterOfTheFolderReadsYamlAndOnlyTheWiringAndTheCommandLineKnowIt() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".secrets")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".secrets", ROOT + ".explain")
                .and()
                .haveSimpleNameNotStartingWith("Wiring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".secrets"));
    }

    @Test
    void theCommandLineReachesNothingButFiles() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".explain")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".kubernetes", "io.vertx..", "io.fabric8..", "java.net.http.."));
    }

    @Test
    void onlyItsAdapterAsksTheWebAndOnlyTheWiringKnowsThat() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".https")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".https")
                .and()
                .haveSimpleNameNotStartingWith("Wiring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".https"));
    }

    @Test
    void nobodyInsideKnowsTheEdge() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
