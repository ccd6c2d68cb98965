package io.gitvolumereloader.receiver.explain;

import io.gitvolumereloader.receiver.hook.Printable;
import java.io.PrintStream;

/** What is printed: a line for each check, with how it went, what was checked, and what was found. */
record Transcript(PrintStream out) {
    private static final int MAX_LINE = 1000;

    /** The check was passed. */
    void ok(String check, String finding) {
        line("ok", check, finding);
    }

    /** The check was not passed. */
    void no(String check, String finding) {
        line("no", check, finding);
    }

    /** Something to know that decides nothing. */
    void note(String check, String finding) {
        line("", check, finding);
    }

    /** It ends well; {@code how} goes on after the status. Always true. */
    boolean accepted(String how) {
        end("The receiver would accept this delivery " + how + ".");
        return true;
    }

    /** It ends badly. Always false. */
    boolean refused(String how) {
        end("The receiver would refuse this delivery " + how + ".");
        return false;
    }

    private void end(String sentence) {
        out.println();
        out.println(Printable.of(sentence, MAX_LINE));
    }

    private void line(String result, String check, String finding) {
        out.println("%-3s %-10s %s".formatted(result, check, Printable.of(finding, MAX_LINE)));
    }
}
