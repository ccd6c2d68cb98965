package io.gitvolumereloader.receiver.kubernetes;

import java.time.Duration;
import java.util.Optional;

/**
 * The writes of one namespace: how many may be under way, and those that wait because so many are. After one has failed
 * a single one is tried at a time, after a pause that grows, until the API server does what it is asked. It is there
 * while anything waits or is under way.
 *
 * <p>Not safe to use from many threads.
 */
final class Lane {
    private final int places;
    private final Turns parked = new Turns();
    private int targets;
    private int running;
    private int failures;
    private boolean paused;
    private String refusal = "";

    /** @param places how many writes of the namespace may be under way */
    Lane(int places) {
        this.places = places;
    }

    /** One more annotation is to be written, or, by a negative number, one less. */
    void count(int more) {
        targets += more;
    }

    /** How many annotations are to be written. */
    int targets() {
        return targets;
    }

    /** Whether one more write may begin now. */
    boolean isOpen() {
        return !paused && running < (failures == 0 ? places : 1);
    }

    void begin() {
        running++;
    }

    void end() {
        running--;
    }

    /** The API server has done what was asked, or has refused just that. */
    void works() {
        failures = 0;
        paused = false;
        refusal = "";
    }

    /**
     * A write has failed, though nothing was wrong with it.
     *
     * @param why that happens to every write of the namespace, as far as that is known; empty where it is not
     * @return the pause that begins; zero where none does, or there is one already
     */
    Duration fails(String why) {
        refusal = why;
        if (paused) {
            return Duration.ZERO;
        }
        failures++;
        var pause = Pause.after(failures);
        paused = !pause.isZero();
        return pause;
    }

    /** The pause has ended. */
    void goOn() {
        paused = false;
    }

    /** Why the API server refuses every write of the namespace; empty where it does not. */
    String refusal() {
        return refusal;
    }

    /** Keeps a write whose turn has come while the lane is not open. */
    void park(Write write) {
        parked.add(write);
    }

    void remove(Write write) {
        parked.remove(write);
    }

    /** Takes out the parked write that comes next, if the lane is open. */
    Optional<Write> next() {
        return isOpen() ? parked.next() : Optional.empty();
    }
}
