package io.gitvolumereloader.receiver;

import io.quarkus.funqy.Funq;

/** The one Funqy function, to which {@link Endpoints} leads the path of every provider. */
public class WebhookFunction {
    private final Webhooks webhooks;

    WebhookFunction(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** Receives the current request; it takes no argument, since nothing is parsed unauthenticated. */
    @Funq(Endpoints.FUNCTION)
    public Report webhook() {
        return webhooks.receive();
    }
}
