package io.gitvolumereloader.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/**
 * A request to the API server, as an admission policy sees it, and what is to become of it.
 *
 * @param name says what is asked for
 * @param request who asks for what
 * @param object the pod as it is to be, null in JSON where it is to go
 * @param oldObject the pod as it is, null in JSON where it is to come
 * @param refused the message that says no; empty where the request is allowed
 */
record PolicyCase(String name, JsonNode request, JsonNode object, JsonNode oldObject, String refused) {
    private static final Path FILE = Path.of("src/test/resources/policy-cases.yaml");

    static List<PolicyCase> all() {
        var file = Manifests.in(FILE).findFirst().orElseThrow();
        return Manifests.list(file.at("/cases"), each -> read(each, file.at("/pod"), file.at("/accounts")));
    }

    @Override
    public String toString() {
        return (refused.isEmpty() ? "allowed: " : "refused: ") + name;
    }

    private static PolicyCase read(JsonNode given, JsonNode pod, JsonNode accounts) {
        var operation = given.path("operation").asText("UPDATE");
        var none = JsonNodeFactory.instance.nullNode();
        var before = merged(pod, given.path("before"));
        var after = given.has("object") ? given.path("object") : merged(before, given.path("patch"));
        return new PolicyCase(
                given.path("name").asText(),
                request(operation, given.path("subResource").asText(""), accounts.path(account(given, accounts))),
                operation.equals("DELETE") ? none : after,
                operation.equals("UPDATE") || operation.equals("DELETE") ? before : none,
                given.path("refused").asText(""));
    }

    private static String account(JsonNode given, JsonNode accounts) {
        var account = given.path("account").asText();
        if (!accounts.has(account)) {
            throw new IllegalArgumentException("no such account: " + account);
        }
        return account;
    }

    /** As the API server makes it: what is empty is left out. */
    private static JsonNode request(String operation, String subResource, JsonNode userInfo) {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("operation", operation).put("name", "docs-0").put("namespace", "docs");
        request.putObject("resource").put("group", "").put("version", "v1").put("resource", "pods");
        if (!subResource.isEmpty()) {
            request.put("subResource", subResource);
        }
        request.set("userInfo", userInfo);
        return request;
    }

    /** A merge patch, as in <a href="https://www.rfc-editor.org/rfc/rfc7396#section-2">RFC 7396</a>. */
    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.isMissingNode() ? target : patch;
        }
        ObjectNode result = target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.propertyStream().forEach(entry -> {
            if (entry.getValue().isNull()) {
                result.remove(entry.getKey());
            } else {
                result.set(entry.getKey(), merged(result.path(entry.getKey()), entry.getValue()));
            }
        });
        return result;
    }
}
