package io.gitvolumereloader.receiver;

/** Carries a refusal through Funqy to the handler that answers it; never logged, so without a stack trace. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refused(Problem problem) {
        super(problem.title(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
