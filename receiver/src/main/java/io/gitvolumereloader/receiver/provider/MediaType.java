package io.gitvolumereloader.receiver.provider;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media type of a body, as in a Content-Type header. */
public final class MediaType {
    /** What nearly every provider sends. */
    static final String JSON = "application/json";

    /** What may be anything. */
    static final String PLAIN_TEXT = "text/plain";

    /** A form whose fields are encoded like the query of a URL. */
    static final String FORM = "application/x-www-form-urlencoded";

    private MediaType() {}

    /** Type and subtype in lower case, without parameters such as the character set. */
    public static String of(String contentType) {
        var end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a body of this Content-Type, null for none, is read decoded: that takes its size once more. */
    public static boolean isForm(@Nullable String contentType) {
        return contentType != null && of(contentType).equals(FORM);
    }
}
