package io.gitvolumereloader.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.gitvolumereloader.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.gitvolumereloader.agent";

    @ArchTest
    static final ArchRule edgeKnowsAllAndAdaptersKnowTheFlowOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("edge")
            .definedBy(ROOT)
            .layer("sync")
            .definedBy(ROOT + ".sync")
            .layer("git")
            .definedBy(ROOT + ".git")
            .layer("publish")
            .definedBy(ROOT + ".publish")
            .layer("trigger")
            .definedBy(ROOT + ".trigger")
            .whereLayer("edge")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("git")
            .mayOnlyBeAccessedByLayers("edge")
            .whereLayer("publish")
            .mayOnlyBeAccessedByLayers("edge")
            .whereLayer("trigger")
            .mayOnlyBeAccessedByLayers("edge");

    @ArchTest
    static final ArchRule flowAndFilesNeedNothingButTheJdk = classes()
            .that()
            .resideInAnyPackage(ROOT + ".sync", ROOT + ".publish")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".sync", ROOT + ".publish");

    @ArchTest
    static final ArchRule onlyTheGitAdapterKnowsJGit = classes()
            .that()
            .resideInAPackage("org.eclipse.jgit..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("org.eclipse.jgit..", ROOT + ".git")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
