package io.gitvolumereloader.receiver;

/**
 * A refusal as RFC 9457 wants it, sent as {@code application/problem+json}.
 *
 * @param title constant for each status
 * @param detail what to do about it; quotes nothing of the request
 */
public record Problem(String type, String title, int status, String detail) {
    /** The media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    private static final int MAX_DETAIL = 1024;

    private static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail);
    }

    /** An authentic delivery that can't be read. */
    static Problem malformed(String reason) {
        return of(400, "Bad Request", "The delivery is authentic but can't be read: " + reason + ".");
    }

    /** The cluster can't be reached for now. */
    static Problem unavailable(String reasons) {
        var detail =
                "No pod could be told about the push; the safety poll of the agents will find it. Redeliver later. "
                        + "Reason: " + reasons;
        return of(503, "Service Unavailable", detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
    }

    /** The provider can't be told that its deliveries are wanted. */
    static Problem unconfirmed(String reason) {
        return of(
                503,
                "Service Unavailable",
                "The subscription is authentic but can't be confirmed: " + reason + ". Redeliver later.");
    }

    /**
     * What the receiver has to say about a status that came up before a delivery was read. One text for each status, so
     * that nobody learns which check refused him.
     */
    static Problem of(int status, ReceiverConfig config) {
        return switch (status) {
            case 400 -> of(400, "Bad Request", "The request is not HTTP as a webhook sends it.");
            case 401 ->
                of(
                        401,
                        "Unauthorized",
                        "The delivery does not prove that its sender knows a secret of this receiver. Give the webhook"
                                + " the secret that the receiver has.");
            case 404 ->
                of(
                        404,
                        "Not Found",
                        "There is no such endpoint. A webhook goes to the path that is called like its provider, such"
                                + " as /github or /gitlab.");
            case 405 -> of(405, "Method Not Allowed", "Webhooks are delivered by POST.");
            case 408 -> of(408, "Request Timeout", "The body did not arrive in time. Redeliver.");
            case 413 ->
                of(
                        413,
                        "Content Too Large",
                        "The body has more than " + config.maxBody().asLongValue()
                                + " bytes, the limit that receiver.max-body sets.");
            case 415 ->
                of(
                        415,
                        "Unsupported Media Type",
                        "Send what the provider sends by itself, such as application/json, without a Content-Encoding.");
            case 417 -> of(417, "Expectation Failed", "Of all expectations only 100-continue is met.");
            case 503 -> of(503, "Service Unavailable", "The receiver is busy. Redeliver later.");
            default ->
                of(
                        500,
                        "Internal Server Error",
                        "The receiver failed at this delivery; its log says why. Redeliver once that is mended.");
        };
    }
}
