package io.gitvolumereloader.receiver.hook;

import org.jspecify.annotations.Nullable;

/** Provider and the provider's own id of a delivery, such as {@code github/72d3162e-cc78-11e3}: for people and logs. */
public record DeliveryId(String provider, String id) {
    private static final int MAX_LENGTH = 64;

    /** A header may have thousands of letters, and is looked at before anybody proves anything. */
    private static final int MAX_READ = 256;

    /**
     * Takes what the sender calls the delivery. It is not authenticated, so no more of it is kept than 64 letters,
     * digits and {@code . _ -} of the first 256 characters; where nothing is left, the id is {@code unknown}.
     */
    public static DeliveryId of(String provider, @Nullable String id) {
        var read = id == null ? "" : id.substring(0, Math.min(id.length(), MAX_READ));
        var kept = read.replaceAll("[^A-Za-z0-9._-]", "");
        return new DeliveryId(
                provider, kept.isEmpty() ? "unknown" : kept.substring(0, Math.min(kept.length(), MAX_LENGTH)));
    }

    @Override
    public String toString() {
        return provider + "/" + id;
    }
}
