package io.gitvolumereloader.receiver.provider;

import java.util.List;

/**
 * All that is special about a provider: where things are in its deliveries. {@link DescribedProvider} does the rest.
 * Immutable.
 *
 * @param name the provider's name, of {@code a-z}, digits and {@code -}
 * @param idHeaders the headers that name the delivery, the best first
 * @param idFields where the payload names it, if no header does
 */
record Description(
        String name, Scheme scheme, Form form, List<String> idHeaders, List<String> idFields, Reading reading) {

    /** A provider that sends JSON only and does not name its deliveries. */
    static Description of(String name, Scheme scheme, Reading reading) {
        return new Description(name, scheme, Form.NONE, List.of(), List.of(), reading);
    }

    /** Adds headers that name the delivery. */
    Description id(String... headers) {
        return new Description(name, scheme, form, List.of(headers), idFields, reading);
    }

    /** Adds fields of the payload that name the delivery. */
    Description idIn(String... pointers) {
        return new Description(name, scheme, form, idHeaders, List.of(pointers), reading);
    }

    /** Adds that payloads also come in forms. */
    Description form(Form otherForm) {
        return new Description(name, scheme, otherForm, idHeaders, idFields, reading);
    }
}
