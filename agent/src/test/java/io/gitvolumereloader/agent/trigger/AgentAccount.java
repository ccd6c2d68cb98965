package io.gitvolumereloader.agent.trigger;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ServiceAccountResource;
import io.gitvolumereloader.agent.testing.OwnApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The agents' service account in the namespace {@code docs} of a real API server, without any right at first. */
final class AgentAccount {
    static final String NAME = "git-volume-reloader-agent";
    static final Path MANIFESTS = Path.of("../deploy/kubernetes");

    private static final String USER = "system:serviceaccount:docs:" + NAME;

    private final OwnApiServer server;
    private final KubernetesClient administrator;

    AgentAccount(OwnApiServer server) {
        this.server = server;
        this.administrator = server.administrator();
        apply("agent/account.yaml");
    }

    /** The objects in a file of {@code deploy/kubernetes}. */
    static List<HasMetadata> read(KubernetesClient client, String file) {
        try (var yaml = Files.newInputStream(MANIFESTS.resolve(file))) {
            return client.load(yaml).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it the Role in {@code folder} of the manifests, and waits until that counts. */
    void grant(String folder) {
        grant(folder, _ -> {});
    }

    /** Gives it that Role, changed. */
    void grant(String folder, Consumer<PolicyRule> change) {
        var rule = new PolicyRule();
        for (var object : read(administrator, folder + "/rights.yaml")) {
            switch (object) {
                case Role role -> {
                    rule = role.getRules().getFirst();
                    change.accept(rule);
                }
                // What kustomize does.
                case RoleBinding binding -> binding.getSubjects().getFirst().setNamespace("docs");
                default -> {}
            }
            apply(object);
        }
        awaitGranted(rule);
    }

    /** Takes all rights from it. */
    void grantNothing() {
        administrator.rbac().roles().inNamespace("docs").delete();
        await().until(() -> Stream.of("get", "watch", "patch").noneMatch(verb -> may(verb, "pods", "docs-0")));
    }

    /** Whether the API server would let it do {@code verb} to a {@code resource}, such as {@code pods/exec}. */
    boolean may(String verb, String resource, String name) {
        var slash = resource.indexOf('/');
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(USER)
                .withNewResourceAttributes()
                .withNamespace("docs")
                .withName(name)
                .withVerb(verb)
                .withResource(slash < 0 ? resource : resource.substring(0, slash))
                .withSubresource(slash < 0 ? "" : resource.substring(slash + 1))
                .endResourceAttributes()
                .endSpec()
                .build();
        return administrator.resource(review).create().getStatus().getAllowed();
    }

    /** Deletes the account and makes it anew, as it was; tokens of before count no more. */
    void makeAnew() {
        resource().delete();
        apply("agent/account.yaml");
    }

    /** A token as kubelet asks for it, which names {@code pod}. */
    String token(OwnPod pod) {
        var uid = new AgentPods(server).one(pod).get().getMetadata().getUid();
        return token(new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef("v1", "Pod", pod.name(), uid)
                .endSpec()
                .build());
    }

    /** A token that names no pod. */
    String tokenOfNoPod() {
        return token(new TokenRequest());
    }

    /** The agent's settings in {@code pod}, as long as its token counts. */
    Config config(OwnPod pod) {
        return server.config(server.port()).withOauthToken(token(pod)).build();
    }

    private void awaitGranted(PolicyRule rule) {
        var name = rule.getResourceNames().stream().findFirst().orElse("");
        await().until(() -> rule.getVerbs().stream()
                .allMatch(verb -> may(verb, rule.getResources().getFirst(), name)));
    }

    private String token(TokenRequest request) {
        return resource().tokenRequest(request).getStatus().getToken();
    }

    private ServiceAccountResource resource() {
        return administrator.serviceAccounts().inNamespace("docs").withName(NAME);
    }

    private void apply(String file) {
        read(administrator, file).forEach(this::apply);
    }

    private void apply(HasMetadata object) {
        administrator.resource(object).inNamespace("docs").forceConflicts().serverSideApply();
    }
}
