package io.gitvolumereloader.receiver.provider;

import java.util.Locale;

/** The media type of a body, as in a Content-Type header. */
public final class MediaType {
    private MediaType() {}

    /** Type and subtype in lower case, without parameters such as the character set. */
    public static String of(String contentType) {
        var end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
