package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.provider.GitHub;
import io.quarkus.funqy.Funq;

/** The Funqy function behind {@code POST /github}. */
public class GitHubFunction {
    private final Webhooks webhooks;
    private final GitHub provider;

    GitHubFunction(Webhooks webhooks, GitHub provider) {
        this.webhooks = webhooks;
        this.provider = provider;
    }

    /**
     * Receives the current request as a delivery of GitHub; it takes no argument, since nothing is parsed
     * unauthenticated.
     */
    @Funq("github")
    public Report github() {
        return webhooks.receive(provider);
    }
}
