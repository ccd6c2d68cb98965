package io.gitvolumereloader.receiver.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Something that a secret tells beside itself, such as whose repository it is about; in {@code secrets.yaml} under
 * {@code options}. Immutable.
 *
 * @param isRequired whether the provider can do nothing without it
 * @param expected what belongs there, for messages
 * @param fits whether a text is that
 */
public record Option(String name, boolean isRequired, String expected, Predicate<String> fits) {
    /** What is wrong with {@code given}, by names; empty where nothing is. Quotes no value. */
    static Optional<String> objection(String provider, List<Option> options, Map<String, String> given) {
        var names = options.stream().map(Option::name).collect(Collectors.joining(" and "));
        if (given.keySet().stream().anyMatch(name -> options.stream().noneMatch(option -> option.name.equals(name)))) {
            return Optional.of(
                    options.isEmpty()
                            ? provider + " has no options; leave them out"
                            : provider + " has no such option; there is " + names);
        }
        return options.stream()
                .flatMap(option -> option.objection(provider, Optional.ofNullable(given.get(option.name))).stream())
                .findFirst();
    }

    private Optional<String> objection(String provider, Optional<String> value) {
        if (value.isEmpty()) {
            return isRequired
                    ? Optional.of(provider + " needs the option " + name + " in secrets.yaml: " + expected)
                    : Optional.empty();
        }
        return fits.test(value.get()) ? Optional.empty() : Optional.of("the option " + name + " is not " + expected);
    }
}
