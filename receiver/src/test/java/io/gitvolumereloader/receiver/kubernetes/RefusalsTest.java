package io.gitvolumereloader.receiver.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator is told where the API server says no; the messages are spelled as it spells them. */
class RefusalsTest {
    private static final String ACCOUNT = "User \"system:serviceaccount:gvr:receiver\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pods is forbidden: USER cannot list resource "pods" in API group "" in the namespace "docs" | may not list pods in the namespace docs; give it the verb list on pods by a Role there
            pods is forbidden: USER cannot list resource "pods" in API group "" at the cluster scope | may not list pods in all namespaces; give it the verb list on pods by a ClusterRole
            pods "web-1" is forbidden: USER cannot patch resource "pods" in API group "" in the namespace "docs": RBAC: role.rbac.authorization.k8s.io "x" not found | may not patch pods in the namespace docs; give it the verb patch on pods by a Role there
            """)
    void rightsThatLackAreNamed(String message, String told) {
        assertThat(reason(403, message.replace("USER", ACCOUNT)))
                .isEqualTo("the API server answered 403: the account system:serviceaccount:gvr:receiver " + told);
    }

    @Test
    void policiesAndWebhooksThatSayNoAreNamed() {
        assertThat(
                        reason(
                                422,
                                "pods \"a\" is forbidden: ValidatingAdmissionPolicy 'git-volume-reloader-receiver' with binding 'b' denied request: the receiver may only set its own annotation"))
                .isEqualTo(
                        "the API server answered 422: the admission policy git-volume-reloader-receiver refused it: the receiver may only set its own annotation");
        assertThat(reason(
                        403, "admission webhook \"policy.example.org\" denied the request: no annotations\u202e here"))
                .isEqualTo(
                        "the API server answered 403: the admission webhook policy.example.org refused it: no annotations? here");
    }

    @Test
    void whomTheApiServerDoesNotKnowIsToldWhatThatMeans() {
        assertThat(reason(401, "Unauthorized"))
                .isEqualTo("the API server answered 401: Unauthorized; it does not know the token or certificate of the"
                        + " receiver's account, which has expired or is of another cluster");
    }

    @Test
    void whatNobodyKnowsIsToldAsItIsPrintableAndShort() {
        assertThat(reason(403, "no\n" + "x".repeat(9000)))
                .startsWith("the API server answered 403: no?xxx")
                .hasSizeLessThanOrEqualTo(250);
        assertThat(Refusals.of(400, null, "<html>".getBytes(UTF_8)))
                .isEqualTo(new Answer.Failed<>("the API server answered 400"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "10, 10",
        "11, 10",
        "3600, 10",
        "999999, 10",
        "99999999999999999999, 10",
        "-1, 0",
        "soon, 0",
        ", 0"
    })
    void pausesAreAsLongAsAskedForButNeverLong(@Nullable String retryAfter, int seconds) {
        var refusal = (Answer.Busy<?>) Refusals.of(429, retryAfter, "{}".getBytes(UTF_8));
        assertThat(refusal.retryAfter()).hasSeconds(seconds);
    }

    @Test
    void anApiServerThatStartsIsAskedAgain() {
        assertThat(refusal(403, "pods \"a\" is forbidden: not yet ready to handle request"))
                .isInstanceOf(Answer.Busy.class);
    }

    /** Which may be so for a moment only; a policy's no is for good. */
    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, true",
        "403, User \"x\" cannot patch resource \"pods\" in API group \"\" in the namespace \"docs\", true",
        "403, admission webhook \"policy.example.org\" denied the request, false",
        "403, no, false"
    })
    void whatAnAccountMayNotDoIsToldApartFromWhatNobodyMayDo(int code, String message, boolean denied) {
        assertThat(refusal(code, message) instanceof Answer.Denied).isEqualTo(denied);
    }

    private static String reason(int code, String message) {
        return switch (refusal(code, message)) {
            case Answer.Failed<Object>(var reason) -> reason;
            case Answer.Denied<Object>(var reason) -> reason;
            default -> "no failure";
        };
    }

    private static Answer<Object> refusal(int code, String message) {
        var status = JsonNodeFactory.instance.objectNode().put("message", message);
        return Refusals.of(code, null, status.toString().getBytes(UTF_8));
    }
}
