package io.gitvolumereloader.receiver.provider;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Azure DevOps, Services and Server.
 *
 * <p>It signs nothing: its subscription sends the secret as password of HTTP's Basic scheme, or in the header
 * {@code X-Webhook-Secret}. With minimal details it does not tell which refs were pushed. Sources: <a
 * href="https://learn.microsoft.com/azure/devops/service-hooks/services/webhooks">Webhooks</a>, <a
 * href="https://learn.microsoft.com/azure/devops/service-hooks/events#git.push">Code pushed</a>.
 */
@Singleton
public final class AzureDevOps extends DescribedProvider {
    private static final String SECRET = "X-Webhook-Secret";
    private static final Identity REPOSITORY =
            Identity.of("/resource/repository/remoteUrl").defaultBranch("/resource/repository/defaultBranch");
    private static final Change CHANGE =
            Change.of("/name").before("/oldObjectId").after("/newObjectId");

    /** All that is known about Azure DevOps. */
    public AzureDevOps() {
        super(Description.of(
                        "azure-devops",
                        new PresentHeader("Authorization", new BasicPassword(), SECRET, new Token(SECRET)),
                        new Reading.ByField(
                                List.of("/eventType"),
                                Map.of("git.push", Pushes.each(REPOSITORY, "/resource/refUpdates", CHANGE)),
                                "only code that was pushed matters; subscribe to the event git.push"))
                .idIn("/id"));
    }
}
