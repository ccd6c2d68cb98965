package io.gitvolumereloader.receiver.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Follower;
import java.net.URLEncoder;

/**
 * The two requests that the receiver makes: list pods, patch one annotation of a pod. Both ask for metadata only, for
 * which Fabric8 7.6 has no API of its own.
 */
final class Requests {
    private static final String FIELDS = "status.phase!=Succeeded,status.phase!=Failed";

    private final Client client;

    Requests(Client client) {
        this.client = client;
    }

    /** The pods of a namespace, or of all where it is {@code *}, that carry our label and have not ended. */
    HttpRequest.Builder list(String namespace) {
        var pods = namespace.equals("*") ? "pods" : "namespaces/" + namespace + "/pods";
        // Version 0: from the API server's cache, which saves etcd the work and is at most moments old.
        var query = "?labelSelector=" + encode(Contract.LABEL + "=true") + "&fieldSelector=" + encode(FIELDS)
                + "&resourceVersion=0";
        return request(pods + query, "PartialObjectMetadataList");
    }

    /**
     * A merge patch of the push annotation and nothing else, without a resource version, so that it never conflicts.
     */
    HttpRequest.Builder patch(Follower follower, String value) {
        var path = "namespaces/" + follower.namespace() + "/pods/" + follower.pod();
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("metadata").putObject("annotations").put(Contract.pushKey(follower.name()), value);
        return request(path + "?fieldManager=" + Contract.FIELD_MANAGER, "PartialObjectMetadata")
                .patch("application/merge-patch+json", body.toString());
    }

    private HttpRequest.Builder request(String path, String as) {
        var builder = client.getHttpClient().newHttpRequestBuilder();
        builder.uri(client.getMasterUrl() + "api/v1/" + path)
                .header("Accept", "application/json;as=%s;g=meta.k8s.io;v=v1,application/json".formatted(as));
        return builder;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
