package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A scheme by which everything is signed, except what one event says to try out the connection, in at most 1 KiB.
 *
 * @param header the header that names the event
 * @param event its name
 * @param signature the header that such a delivery lacks; where it has it, it is checked like any other
 */
record UnsignedPing(String header, String event, String signature, Scheme otherwise) implements Scheme {
    /** Such a delivery says hardly anything; whatever is larger, or does not tell how large it is, is none. */
    private static final int MAX_BYTES = 1024;

    private static final Pattern SMALL = Pattern.compile("\\d{1,4}");

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return isPing(headers) ? Optional.empty() : otherwise.precheck(headers, secrets);
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        return isPing(delivery) ? new Verdict.Harmless() : otherwise.check(delivery, secrets);
    }

    private boolean isPing(Delivery delivery) {
        return event.equals(delivery.header(header)) && delivery.header(signature) == null && isSmall(delivery);
    }

    private static boolean isSmall(Delivery delivery) {
        var length = delivery.header("Content-Length");
        return delivery.header("Transfer-Encoding") == null
                && (length == null || (SMALL.matcher(length).matches() && Integer.parseInt(length) <= MAX_BYTES))
                && delivery.body().length <= MAX_BYTES;
    }
}
