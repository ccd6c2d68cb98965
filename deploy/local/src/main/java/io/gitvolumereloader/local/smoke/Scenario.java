package io.gitvolumereloader.local.smoke;

/**
 * Something that must work.
 *
 * @param name what people call it
 * @param act does it and looks at the outcome
 */
record Scenario(String name, Act act) {

    /** What a scenario does. */
    @FunctionalInterface
    interface Act {
        /**
         * Does it.
         *
         * @throws Exception whatever went wrong; its message is printed
         */
        void run() throws Exception;
    }

    /** Thrown by a scenario that can't be tried here, with the reason. */
    static final class SkippedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SkippedException(String reason) {
            super(reason);
        }
    }
}
