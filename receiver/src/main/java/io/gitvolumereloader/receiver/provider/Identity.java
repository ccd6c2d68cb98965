package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.RepositoryKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a payload says which repository it is about. Immutable.
 *
 * @param urls where its URLs are, the one to show first: pointers, in which {@link Places#EACH} once may stand for
 *     every element of a list; or URLs in which such pointers in braces stand for the text there, and names behind an
 *     {@code @}, in braces too, for what the secret tells
 * @param defaultBranch where the name of its default branch is, in full or short; empty where the provider does not
 *     tell
 * @param remedy what to tell where there is no URL, beside that; may be empty
 */
record Identity(List<String> urls, List<String> defaultBranch, String remedy) {
    private static final Pattern POINTER = Pattern.compile("\\{(/[^}]+)}");
    private static final Pattern OPTION = Pattern.compile("\\{@([^}]+)}");
    private static final int MAX_URLS = 32;
    private static final String EACH = "/" + Places.EACH;
    private static final String HEADS = "refs/heads/";
    private static final String URL = "the URL of a repository, with a host and a path";

    static Identity of(String... urls) {
        return new Identity(List.of(urls), List.of(), "");
    }

    Identity defaultBranch(String pointer) {
        return new Identity(urls, List.of(pointer), remedy);
    }

    Identity remedy(String otherRemedy) {
        return new Identity(urls, defaultBranch, otherRemedy);
    }

    /** The same in the object at {@code place} of the payload. */
    Identity within(String place) {
        var inside = urls.stream()
                .map(url -> url.startsWith("/") ? place + url : url.replace("{/", "{" + place + "/"))
                .toList();
        return new Identity(inside, defaultBranch.stream().map(place::concat).toList(), remedy);
    }

    /** The same with what the secret tells, {@code options}, in its URLs. */
    Identity with(Map<String, String> options) {
        var told = urls.stream()
                .map(url -> OPTION.matcher(url)
                        .replaceAll(match -> Matcher.quoteReplacement(options.getOrDefault(match.group(1), ""))))
                .toList();
        return new Identity(told, defaultBranch, remedy);
    }

    /** The repository by all its URLs that can be used, or the first 32 of them. */
    List<RepositoryKey> keys(Payload payload) {
        return urls.stream()
                .flatMap(url -> texts(url, payload))
                .flatMap(text -> RepositoryKey.parse(text).stream())
                .distinct()
                .limit(MAX_URLS)
                .toList();
    }

    /** The short name of the default branch. */
    Optional<String> branch(Payload payload) {
        return payload.optional(defaultBranch, "the name of a branch", Optional::of)
                .map(name -> name.startsWith(HEADS) ? name.substring(HEADS.length()) : name)
                .filter(name -> !name.isEmpty());
    }

    /** Whether it is named, but by a URL that is longer than any that is read. */
    boolean isTooLong(Payload payload) {
        return urls.stream()
                .flatMap(url -> texts(url, payload))
                .anyMatch(url -> url.length() > RepositoryKey.MAX_LENGTH);
    }

    /** Complains that there is no repository. */
    void complain(Payload payload) {
        payload.complain(pointersOf(urls.getFirst()).findFirst().orElse(""), URL + remedy);
    }

    /** All places that are read. */
    Stream<String> pointers() {
        return Stream.concat(urls.stream().flatMap(Identity::pointersOf), defaultBranch.stream());
    }

    private static Stream<String> pointersOf(String url) {
        return url.startsWith("/")
                ? Stream.of(url)
                : POINTER.matcher(url).results().map(match -> match.group(1));
    }

    private static Stream<String> texts(String url, Payload payload) {
        return url.startsWith("/") ? found(url, payload, URL) : filled(url, payload);
    }

    /** The texts at a pointer, one or one for every element of a list. */
    private static Stream<String> found(String pointer, Payload payload, String expected) {
        var each = pointer.indexOf(EACH);
        if (each < 0) {
            return payload.text(pointer, expected).stream();
        }
        return payload.list(pointer.substring(0, each)).stream()
                .flatMap(List::stream)
                .flatMap(element -> element.text(pointer.substring(each + EACH.length()), expected).stream());
    }

    /** The URLs that {@code url} becomes with the texts at its pointers; none where one is missing. */
    private static Stream<String> filled(String url, Payload payload) {
        var filled = Stream.of(url);
        for (var pointer : pointersOf(url).toList()) {
            var names = found(pointer, payload, "a name in the URL of a repository")
                    .distinct()
                    .toList();
            filled = filled.flatMap(text -> names.stream().map(name -> text.replace("{" + pointer + "}", name)));
        }
        return filled;
    }
}
