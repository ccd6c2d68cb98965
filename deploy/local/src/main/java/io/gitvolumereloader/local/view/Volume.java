package io.gitvolumereloader.local.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A volume to be shown.
 *
 * @param name the first part of its pages' path
 * @param folder what it holds
 * @param status asks its agent; fails with an unchecked exception where the agent doesn't answer
 */
public record Volume(String name, Path folder, Supplier<JsonNode> status) {}
