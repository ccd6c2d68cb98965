package io.gitvolumereloader.local;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = Main.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.gitvolumereloader.local";

    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("command line")
            .definedBy(ROOT)
            .layer("bench")
            .definedBy(ROOT + ".bench..")
            .layer("smoke")
            .definedBy(ROOT + ".smoke")
            .layer("view")
            .definedBy(ROOT + ".view")
            .layer("stage")
            .definedBy(ROOT + ".stage")
            .layer("cluster")
            .definedBy(ROOT + ".cluster")
            .layer("repository")
            .definedBy(ROOT + ".repository")
            .layer("measure")
            .definedBy(ROOT + ".measure")
            .layer("process")
            .definedBy(ROOT + ".process")
            .whereLayer("command line")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bench")
            .mayOnlyBeAccessedByLayers("command line")
            .whereLayer("smoke")
            .mayOnlyBeAccessedByLayers("command line")
            .whereLayer("view")
            .mayOnlyBeAccessedByLayers("command line")
            .whereLayer("stage")
            .mayOnlyBeAccessedByLayers("command line", "bench", "smoke")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("command line", "smoke", "stage")
            .whereLayer("repository")
            .mayOnlyBeAccessedByLayers("command line", "bench", "smoke", "stage")
            .whereLayer("measure")
            .mayOnlyBeAccessedByLayers("bench", "smoke")
            .whereLayer("process")
            .mayOnlyBeAccessedByLayers("command line", "bench", "smoke", "stage", "cluster");
}
