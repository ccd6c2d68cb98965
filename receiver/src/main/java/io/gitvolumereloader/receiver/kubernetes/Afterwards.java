package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Marking;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** What becomes of what the answer to a delivery left open, for the log. */
final class Afterwards {
    private static final Logger LOG = Logger.getLogger(Afterwards.class);
    private static final int MAX_REASONS = 3;

    private final DeliveryId delivery;
    private final Set<String> reasons = new LinkedHashSet<>();
    private int marked;
    private int needless;
    private int unreached;

    Afterwards(DeliveryId delivery) {
        this.delivery = delivery;
    }

    void settled(Marking marking) {
        switch (marking) {
            case Marking.Marked _ -> marked++;
            case Marking.Gone _, Marking.Overtaken _, Marking.Unchanged _ -> needless++;
            case Marking.Continuing(var _, var reason) -> unreached(reason);
            case Marking.Unreached(var _, var reason) -> unreached(reason);
        }
    }

    /** Pods of a namespace were not found. */
    void unlisted(String reason) {
        if (reasons.size() < MAX_REASONS) {
            reasons.add(reason);
        }
    }

    /** All has ended. */
    void tell() {
        var counts = "went on after the answer marked=%d unneeded=%d unreached=%d delivery=%s"
                .formatted(marked, needless, unreached, delivery);
        if (reasons.isEmpty()) {
            LOG.info(counts);
        } else {
            LOG.warnf("%s reasons=%s", counts, reasons);
        }
    }

    private void unreached(String reason) {
        unreached++;
        unlisted(reason);
    }
}
