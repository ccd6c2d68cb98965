package io.gitvolumereloader.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
    @TempDir
    private Path folder;

    @Test
    void nothingMeansTheRunToPlayWith() {
        assertThat(Command.parse(List.of())).isEqualTo(new Command.Demo(null));
    }

    @Test
    void smokeTakesBothFiles() throws IOException {
        var kubeconfig = Files.createFile(folder.resolve("kube config"));
        var json = folder.resolve("results.json");

        var command =
                Command.parse(List.of("--json", json.toString(), "--smoke", "--kubeconfig", kubeconfig.toString()));

        assertThat(command).isEqualTo(new Command.Smoke(kubeconfig, json));
    }

    @Test
    void benchTakesItsOptionsInAnyOrder() {
        var json = folder.resolve("rows.json");

        var command = Command.parse(List.of("bench", "sync", "--json", json.toString(), "--quick"));

        assertThat(command).isEqualTo(new Command.Bench(Command.Subject.SYNC, true, json, null));
    }

    @Test
    void benchMeasuresEverythingUnlessToldToBeQuick() {
        assertThat(Command.parse(List.of("bench", "sync")))
                .isEqualTo(new Command.Bench(Command.Subject.SYNC, false, null, null));
    }

    @Test
    void theReceiverCanBeMeasuredToo() {
        assertThat(Command.parse(List.of("bench", "receiver", "--quick")))
                .isEqualTo(new Command.Bench(Command.Subject.RECEIVER, true, null, null));
    }

    @Test
    void fanOutCanBeMeasuredOnARealApiServer() throws IOException {
        var kubeconfig = Files.createFile(folder.resolve("config"));
        assertThat(Command.parse(List.of("bench", "fanout", "--kubeconfig", kubeconfig.toString())))
                .isEqualTo(new Command.Bench(Command.Subject.FANOUT, false, null, kubeconfig));
    }

    @Test
    void ofTheReceiverOnlyTheTimingCanBeMeasured() {
        assertThat(Command.parse(List.of("bench", "receiver", "--quick", "--timing")))
                .isEqualTo(new Command.Bench(Command.Subject.PROOFS, true, null, null));
    }

    @Test
    void helpWinsOverTheRest() {
        assertThat(Command.parse(List.of("--smoke", "--help"))).isEqualTo(new Command.Help());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            --smoky,                     Unknown option --smoky
            docs,                        Unknown option docs
            --json,                      --json needs the name of a file
            --json --smoke,              --json needs the name of a file
            --json results.json,         --json goes with --smoke and bench only
            --kubeconfig /no/such/file,  'Can''t read /no/such/file, which --kubeconfig names'
            bench,                       'What there is to bench is sync, receiver and fanout: write deploy/local/run bench sync'
            bench disk,                  'What there is to bench is sync, receiver and fanout: write deploy/local/run bench sync'
            bench sync --smoke,          Unknown option --smoke
            bench sync --timing,         --timing goes with bench receiver only
            bench sync --json --quick,   --json needs the name of a file
            bench sync --json /no/such/x,'The folder of /no/such/x, which --json names, does not exist'
            bench sync --kubeconfig k,   --kubeconfig goes with bench fanout only
            bench fanout --kubeconfig /no/such/file, 'Can''t read /no/such/file, which --kubeconfig names'
            bench fanout --kubeconfig,   --kubeconfig needs the name of a file
            --quick,                     Unknown option --quick
            --smoke --json /no/such/x,   'The folder of /no/such/x, which --json names, does not exist'
            """)
    void whatCannotBeUnderstoodIsNamed(String arguments, String why) {
        assertThat(Command.parse(List.of(arguments.split(" ")))).isEqualTo(new Command.Wrong(why));
    }
}
