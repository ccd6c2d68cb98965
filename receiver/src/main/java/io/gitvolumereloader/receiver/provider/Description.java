package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Option;
import java.util.List;
import java.util.Set;

/**
 * All that is special about a provider: where things are in its deliveries. {@link DescribedProvider} does the rest.
 * Immutable.
 *
 * @param name the provider's name, of {@code a-z}, digits and {@code -}
 * @param mediaTypes of its deliveries beside those of {@code form}
 * @param idHeaders the headers that name the delivery, the best first
 * @param idFields where the payload names it, if no header does
 * @param options what each secret tells beside itself
 */
record Description(
        String name,
        Scheme scheme,
        Form form,
        Set<String> mediaTypes,
        List<String> idHeaders,
        List<String> idFields,
        List<Option> options,
        Reading reading) {

    /** A provider that sends JSON only and does not name its deliveries. */
    static Description of(String name, Scheme scheme, Reading reading) {
        return new Description(name, scheme, Form.NONE, Set.of(), List.of(), List.of(), List.of(), reading);
    }

    /** Adds headers that name the delivery. */
    Description id(String... headers) {
        return new Description(name, scheme, form, mediaTypes, List.of(headers), idFields, options, reading);
    }

    /** Adds fields of the payload that name the delivery. */
    Description idIn(String... pointers) {
        return new Description(name, scheme, form, mediaTypes, idHeaders, List.of(pointers), options, reading);
    }

    /** Adds that payloads also come in forms. */
    Description form(Form otherForm) {
        return new Description(name, scheme, otherForm, mediaTypes, idHeaders, idFields, options, reading);
    }

    /** Adds media types beside {@code application/json}. */
    Description alsoOf(String... otherTypes) {
        return new Description(name, scheme, form, Set.of(otherTypes), idHeaders, idFields, options, reading);
    }

    /** Adds what each secret tells beside itself. */
    Description options(Option... told) {
        return new Description(name, scheme, form, mediaTypes, idHeaders, idFields, List.of(told), reading);
    }
}
