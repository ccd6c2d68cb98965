package io.gitvolumereloader.receiver.hook;

/** Text of strangers, made fit for a log line and a JSON string. */
public final class Printable {
    private Printable() {}

    /**
     * At most {@code max} printable ASCII characters: what is longer is cut, quotes become {@code '}, backslashes
     * {@code /}, everything else that could break or disguise a line becomes {@code ?}.
     */
    public static String of(String text, int max) {
        var cut = text.length() <= max ? text : text.substring(0, max);
        return cut.replace('"', '\'').replace('\\', '/').replaceAll("[^\\x20-\\x7e]", "?");
    }
}
