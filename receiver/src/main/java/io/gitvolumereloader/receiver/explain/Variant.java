package io.gitvolumereloader.receiver.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What often becomes of a secret or a body on its way between people and programs.
 *
 * @param what says what it becomes, after "with it", and who did it
 * @param change works on bytes as characters of Latin-1, of which each is one
 */
record Variant(String what, UnaryOperator<String> change) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES));

    /** What a webhook may sign with instead of the receiver's secret. */
    static final List<Variant> OF_SECRETS = List.of(
            new Variant("with a line end after it: the webhook was given one too many", text -> text + "\n"),
            new Variant("with CR and LF after it: the webhook was given them too", text -> text + "\r\n"),
            new Variant("with a blank after it: the webhook was given one too many", text -> text + " "),
            new Variant("without what is blank around it: the receiver's file has blanks or line ends", String::strip),
            new Variant(
                    "without the quotes around it: the receiver's file has them",
                    text -> text.replaceAll("^[\"']|[\"']$", "")),
            new Variant("decoded from Base64: the receiver's file was encoded once too often", Variant::decoded),
            new Variant(
                    "encoded in Base64: the webhook was given what 'kubectl get secret -o yaml' shows",
                    text -> Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1))));

    /** What may have been sent instead of the body that was saved. */
    static final List<Variant> OF_BODIES = List.of(
            new Variant("without the line end at its end", text -> text.replaceFirst("\\R\\z", "")),
            new Variant("with a line end after it", text -> text + "\n"),
            new Variant("with LF instead of CR and LF", text -> text.replace("\r\n", "\n")),
            new Variant("with CR and LF instead of LF", text -> text.replace("\n", "\r\n")),
            new Variant("without blanks between its fields", text -> printed(text, JSON.writer())),
            new Variant("with each field on a line of its own", text -> printed(text, PRETTY)),
            new Variant(
                    "as a form, which the provider's page does not show",
                    text -> "payload=" + URLEncoder.encode(printed(text, JSON.writer()), ISO_8859_1)));

    /** The bytes that {@code bytes} may have been; the same where the change does not apply to them. */
    byte[] of(byte[] bytes) {
        return change.apply(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text.strip()), ISO_8859_1);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static String printed(String json, ObjectWriter writer) {
        try {
            return new String(writer.writeValueAsBytes(JSON.readTree(json.getBytes(ISO_8859_1))), ISO_8859_1);
        } catch (IOException _) {
            return json;
        }
    }
}
