package io.gitvolumereloader.agent.testing;

/**
 * A gate that lets threads pass while it is open and makes them wait while it is shut. Safe for any number of threads.
 */
final class Gate {
    private boolean open = true;
    private int waiting;

    synchronized void shut() {
        open = false;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized int waiting() {
        return waiting;
    }

    synchronized void pass() throws InterruptedException {
        waiting++;
        try {
            while (!open) {
                wait();
            }
        } finally {
            waiting--;
        }
    }
}
