package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.AgentConfig.Percentage;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads settings more strictly than the library does, and says better what is wrong with them. */
final class Conversions {
    private Conversions() {}

    /** Reads {@code true} and {@code false} and nothing else: a slip of the pen must not mean no. */
    public static final class YesOrNo implements Converter<Boolean> {
        private static final long serialVersionUID = 1;

        /** Called by the library. */
        public YesOrNo() {}

        @Override
        public Boolean convert(String text) {
            return switch (text.strip()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("it must be one of true, false");
            };
        }
    }

    /** Reads {@code 10%} or {@code 0.1}. */
    public static final class PartOfAWhole implements Converter<Percentage> {
        private static final long serialVersionUID = 1;

        /** Called by the library. */
        public PartOfAWhole() {}

        @Override
        public Percentage convert(String text) {
            var number = text.strip();
            try {
                return number.endsWith("%")
                        ? new Percentage(Double.parseDouble(number.substring(0, number.length() - 1)) / 100)
                        : new Percentage(Double.parseDouble(number));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("write a percentage like 10%", e);
            }
        }
    }
}
