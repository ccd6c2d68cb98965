package io.gitvolumereloader.receiver.hook;

import java.net.URI;
import java.util.List;

/** What became of a delivery. */
public sealed interface Outcome {
    /** Who follows the refs was told, or at least one of them; {@code unlisted} says whom we could not look for. */
    record Announced(List<Push> pushes, List<Marking> markings, List<String> unlisted) implements Outcome {}

    /** Nobody follows these refs of this repository; {@code followers} volumes follow something else. */
    record NoTarget(List<Push> pushes, int followers) implements Outcome {}

    /** Authentic, and none of our business. */
    record Ignored(DeliveryId delivery, String reason) implements Outcome {}

    /** Authentic, and done once {@code url} is asked by GET. */
    record ToConfirm(DeliveryId delivery, URI url) implements Outcome {}

    /** Authentic, and the last that the provider sends, unless somebody does what {@code reason} says. */
    record Ended(DeliveryId delivery, String reason) implements Outcome {}

    /** An authentic test of the webhook. */
    record Pong(DeliveryId delivery) implements Outcome {}

    /** Authentic, but not to be read; {@code reason} says where and what belongs there. */
    record Malformed(DeliveryId delivery, String reason) implements Outcome {}

    /** The cluster could not be asked, or none of those who follow could be told: worth sending again. */
    record Unavailable(List<Push> pushes, List<String> reasons) implements Outcome {}
}
