package io.gitvolumereloader.receiver.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Scope;
import java.net.URLEncoder;
import java.time.Duration;

/**
 * The two requests that the receiver makes: list pods, patch one annotation of a pod. Both ask for metadata only, for
 * which Fabric8 7.6 has no API of its own.
 */
final class Requests {
    private static final String FIELDS = "status.phase!=Succeeded,status.phase!=Failed";

    /** So many pods are small enough for one answer. */
    private static final int PAGE = 500;

    /** So many pods are small enough to be kept, whatever their annotations. */
    private static final int SMALL_PAGE = 100;

    private final Client client;

    Requests(Client client) {
        this.client = client;
    }

    /**
     * The first pods of a namespace, or of all where it is {@code *}, that carry our label and have not ended; from the
     * API server's cache, which saves etcd the work, is at most moments old, and may send all at once.
     */
    HttpRequest.Builder list(String namespace) {
        return page(namespace, PAGE, "&resourceVersion=0");
    }

    /** The same from etcd itself. */
    HttpRequest.Builder fromSource(String namespace, boolean small) {
        return page(namespace, small ? SMALL_PAGE : PAGE, "");
    }

    /** The pods that follow, where {@code rest} is what the page before said. */
    HttpRequest.Builder rest(String namespace, String rest, boolean small) {
        return page(namespace, small ? SMALL_PAGE : PAGE, "&continue=" + encode(rest));
    }

    private HttpRequest.Builder page(String namespace, int limit, String where) {
        var pods = namespace.equals(Scope.ALL) ? "pods" : "namespaces/" + namespace + "/pods";
        var query = "?labelSelector=" + encode(Contract.LABEL + "=true") + "&fieldSelector=" + encode(FIELDS)
                + "&limit=" + limit + where;
        return request(pods + query, "PartialObjectMetadataList");
    }

    /**
     * A merge patch of the push annotation and nothing else, without a resource version, so that it never conflicts.
     *
     * @param limit when the API server gives it up, in whole milliseconds
     */
    HttpRequest.Builder patch(Follower follower, String value, Duration limit) {
        var path = "namespaces/" + follower.namespace() + "/pods/" + follower.pod();
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("metadata").putObject("annotations").put(Contract.pushKey(follower.name()), value);
        var query = "?fieldManager=" + Contract.FIELD_MANAGER + "&timeout=" + limit.toMillis() + "ms";
        return request(path + query, "PartialObjectMetadata").patch("application/merge-patch+json", body.toString());
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
