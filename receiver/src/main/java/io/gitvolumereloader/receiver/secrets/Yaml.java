package io.gitvolumereloader.receiver.secrets;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A place in a YAML 1.2 file, read without trust in its shape. Every scalar is text: {@code no} is a word. Complaints
 * have the line, and quote nothing.
 */
final class Yaml {
    private final String file;
    private final Node node;

    private Yaml(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** @throws ConfigurationException if {@code text} is not one document */
    static Yaml parse(String file, String text) {
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new FailsafeSchema())
                .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> new Yaml(file, node))
                    .orElseThrow(() -> new ConfigurationException(file + " is empty: add entries, or remove it."));
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> line(mark.getLine())).orElse("");
            throw new ConfigurationException(
                    file + line + ": that is no YAML; check the indentation, and put a * into quotes.");
        } catch (YamlEngineException _) {
            throw new ConfigurationException(file + ": that is no YAML.");
        }
    }

    /** File and line. */
    String where() {
        return file + node.getStartMark().map(mark -> line(mark.getLine())).orElse("");
    }

    /** The entries of a mapping, in their order; complains about anything else and about doubled keys. */
    Map<String, Yaml> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw complaint("write key: value here");
        }
        var entries = new LinkedHashMap<String, Yaml>();
        for (var tuple : mapping.getValue()) {
            var key = new Yaml(file, tuple.getKeyNode());
            if (entries.put(key.text(), new Yaml(file, tuple.getValueNode())) != null) {
                throw key.complaint("that key was there before; remove one of the two");
            }
        }
        return entries;
    }

    /** The entries of a mapping that may have no keys but {@code known}. */
    Map<String, Yaml> fields(Set<String> known) {
        var entries = entries();
        for (var tuple : ((MappingNode) node).getValue()) {
            var key = new Yaml(file, tuple.getKeyNode());
            if (!known.contains(key.text())) {
                throw key.complaint("unknown key; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return entries;
    }

    /** One of the {@link #fields} of this mapping; complains where it is missing. */
    Yaml required(Map<String, Yaml> fields, String key) {
        var field = fields.get(key);
        if (field == null) {
            throw complaint(key + " is missing; add it");
        }
        return field;
    }

    /** The items of a list, or a single text as a list of one; complains about an empty list. */
    List<Yaml> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        if (sequence.getValue().isEmpty()) {
            throw complaint("the list is empty; write what belongs there");
        }
        return sequence.getValue().stream().map(item -> new Yaml(file, item)).toList();
    }

    /** A text, which may be empty; complains about anything else and about tags. */
    String text() {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return scalar.getValue();
        }
        throw complaint("write a text here");
    }

    /** What is wrong here and what to do; {@code what} quotes nothing of the file. */
    ConfigurationException complaint(String what) {
        return new ConfigurationException(where() + ": " + what + ".");
    }

    private static String line(int index) {
        return ", line " + (index + 1);
    }
}
