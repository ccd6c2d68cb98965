package io.gitvolumereloader.receiver.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;

/**
 * The receiver's service account in the namespace {@code docs} of a real API server, with the manifests' rights or
 * less.
 */
final class ReceiverAccount implements AutoCloseable {
    static final String NAME = "git-volume-reloader-receiver";

    private final KubernetesClient administrator;
    private final KubernetesClient client;

    ReceiverAccount(KubernetesClient administrator) {
        this.administrator = administrator;
        apply("receiver-rights/account.yaml");
        var token = administrator
                .serviceAccounts()
                .inNamespace("docs")
                .withName(NAME)
                .tokenRequest(new TokenRequest());
        client = RealApiServer.client(config -> config.withClientCertFile(null)
                .withClientKeyFile(null)
                .withOauthToken(token.getStatus().getToken()));
    }

    /** A client that acts as the account; closed with this. */
    KubernetesClient client() {
        return client;
    }

    /** Gives it the Role of the manifests without {@code verb}, and waits until that counts. */
    void grantAllBut(String verb) {
        apply("receiver-rights/rights.yaml", verb);
        for (var each : Set.of("list", "patch")) {
            await().until(() -> may("docs", "pods", each) != each.equals(verb));
        }
    }

    /** Gives it the ClusterRole of the manifests, and waits until that counts. */
    void grantEverywhere() {
        apply("everywhere/rights.yaml");
        await().until(() -> may("", "pods", "list"));
    }

    /**
     * Whether the API server would let it do {@code verb} to {@code resource}, in all namespaces if {@code namespace}
     * is empty.
     */
    boolean may(String namespace, String resource, String verb) {
        var slash = resource.indexOf('/');
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withResource(slash < 0 ? resource : resource.substring(0, slash))
                .withSubresource(slash < 0 ? "" : resource.substring(slash + 1))
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.resource(review).create().getStatus().getAllowed();
    }

    @Override
    public void close() {
        client.close();
        administrator.rbac().roleBindings().inNamespace("docs").withName(NAME).delete();
        administrator.rbac().clusterRoleBindings().withName(NAME).delete();
    }

    private void apply(String file, String... withoutVerbs) {
        for (var object : Manifests.read(administrator, file)) {
            switch (object) {
                case Role role -> role.getRules().getFirst().getVerbs().removeAll(List.of(withoutVerbs));
                // What kustomize does.
                case ClusterRoleBinding binding ->
                    binding.getSubjects().getFirst().setNamespace("docs");
                default -> {}
            }
            administrator.resource(object).inNamespace("docs").forceConflicts().serverSideApply();
        }
    }
}
