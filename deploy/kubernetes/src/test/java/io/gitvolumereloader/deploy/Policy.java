package io.gitvolumereloader.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A ValidatingAdmissionPolicy, evaluated as the API server does: an error refuses, and so does whatever is not true.
 */
final class Policy {
    private static final Cel CEL = CelFactory.standardCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelOptionalLibrary.INSTANCE)
            .addRuntimeLibraries(CelOptionalLibrary.INSTANCE)
            .addVar("request", SimpleType.DYN)
            .addVar("object", SimpleType.DYN)
            .addVar("oldObject", SimpleType.DYN)
            .addVar("variables", SimpleType.DYN)
            .build();

    private static final ObjectReader VALUES =
            new ObjectMapper().readerFor(Object.class).with(DeserializationFeature.USE_LONG_FOR_INTS);

    private final String name;
    private final List<Program> conditions;
    private final Map<String, Program> variables = new LinkedHashMap<>();
    private final Map<String, Program> validations = new LinkedHashMap<>();

    Policy(Manifests.Document policy) {
        name = policy.name();
        conditions = Manifests.list(policy.at("/spec/matchConditions"), Policy::program);
        policy.at("/spec/variables")
                .forEach(each -> variables.put(each.path("name").asText(), program(each)));
        policy.at("/spec/validations")
                .forEach(each -> validations.put(each.path("message").asText(), program(each)));
    }

    /** The messages of its validations, in their order. */
    List<String> messages() {
        return List.copyOf(validations.keySet());
    }

    /** The messages of all validations that say no, in their order; none where the policy is not concerned. */
    List<String> objections(PolicyCase asked) {
        var given = new HashMap<String, Object>();
        given.put("request", value(asked.request()));
        given.put("object", value(asked.object()));
        given.put("oldObject", value(asked.oldObject()));
        if (conditions.stream().anyMatch(condition -> fails(condition, given))) {
            return List.of();
        }
        given.put("variables", evaluated(given));
        return validations.entrySet().stream()
                .filter(validation -> !holds(validation.getValue(), given))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    /** A variable that can't be computed is absent, so that whoever reads it errs. */
    private Map<String, Object> evaluated(Map<String, Object> given) {
        var values = new HashMap<String, Object>();
        variables.forEach((name, program) -> {
            try {
                values.put(name, program.eval(given));
            } catch (CelEvaluationException _) {
                values.remove(name);
            }
        });
        return values;
    }

    /** Whether a condition rules the policy out; one that errs does not. */
    private static boolean fails(Program condition, Map<String, Object> given) {
        try {
            return condition.eval(given).equals(false);
        } catch (CelEvaluationException _) {
            return false;
        }
    }

    private static boolean holds(Program program, Map<String, Object> given) {
        try {
            return program.eval(given).equals(true);
        } catch (CelEvaluationException _) {
            return false;
        }
    }

    private static Program program(JsonNode holder) {
        var expression = holder.path("expression").asText();
        try {
            return CEL.createProgram(CEL.compile(expression).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(expression, e);
        }
    }

    private static Object value(JsonNode json) {
        try {
            return json.isNull() ? NullValue.NULL_VALUE : VALUES.readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
