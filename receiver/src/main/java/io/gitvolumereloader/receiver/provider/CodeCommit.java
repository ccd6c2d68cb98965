package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Web;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * AWS CodeCommit, through a topic of SNS: by a trigger of the repository, or by EventBridge.
 *
 * <p>A secret file holds the ARN of a topic. A trigger tells of several refs, and never what they named before.
 * Sources: <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-notify-sns.html">Trigger for an SNS
 * topic</a>, <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html">Events</a>, <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html">HTTPS endpoints</a>.
 */
@Singleton
public final class CodeCommit extends DescribedProvider {
    private static final String ADVICE =
            "only pushes matter; let the topic carry nothing but triggers of CodeCommit, or EventBridge's events"
                    + " referenceCreated, referenceUpdated and referenceDeleted";
    private static final String INNER = "/Message/" + Places.INSIDE;
    private static final Reading NOTHING = new Reading.NotOurs(ADVICE);

    private static final Reading RECORD = new Reading.ByField(
            List.of("/eventSource"),
            Map.of(
                    "aws:codecommit",
                    Pushes.each(
                            Identity.of("/eventSourceARN"),
                            "/codecommit/references",
                            Change.of("/ref").after("/commit").deleted("/deleted"))),
            ADVICE);

    private static final Identity REPOSITORY = Identity.of(INNER + "/resources/" + Places.EACH);
    private static final Change GONE =
            Change.of(INNER + "/detail/referenceFullName").before(INNER + "/detail/oldCommitId");
    private static final Reading PUSH = Pushes.one(REPOSITORY, GONE.after(INNER + "/detail/commitId"));
    private static final Reading STATE_CHANGE = new Reading.ByField(
            List.of(INNER + "/detail/event"),
            Map.of(
                    "referenceCreated", PUSH,
                    "referenceUpdated", PUSH,
                    "referenceDeleted", Pushes.one(REPOSITORY, GONE)),
            ADVICE);

    private static final Reading NOTIFICATION = new Reading.Present(
            INNER + "/Records",
            new Reading.Each(INNER + "/Records", RECORD),
            new Reading.Present(
                    INNER + "/detail-type",
                    new Reading.ByField(
                            List.of(INNER + "/detail-type"),
                            Map.of("CodeCommit Repository State Change", STATE_CHANGE),
                            ADVICE),
                    NOTHING));

    private final InstantSource clock;
    private final Web web;

    /**
     * All that is known about CodeCommit.
     *
     * @param clock tells how old a message is
     * @param web where the certificates of SNS are
     */
    public CodeCommit(InstantSource clock, Web web) {
        super(Description.of(
                        "codecommit",
                        new SnsSignature(clock, new SigningCertificates(web, clock)),
                        new Reading.ByField(
                                List.of("/Type"),
                                Map.of(
                                        SnsMessage.NOTIFICATION,
                                        NOTIFICATION,
                                        SnsMessage.SUBSCRIPTION,
                                        new Subscription(),
                                        SnsMessage.UNSUBSCRIPTION,
                                        new Reading.Ended("the topic sends no more pushes: if nobody meant that,"
                                                + " subscribe the receiver's URL to it again")),
                                ADVICE))
                .id("x-amz-sns-message-id")
                .form(Form.PLAIN_TEXT));
        this.clock = clock;
        this.web = web;
    }

    @Override
    public Provider at(InstantSource otherClock) {
        return new CodeCommit(otherClock, web);
    }

    @Override
    public Provider asking(Web otherWeb) {
        return new CodeCommit(clock, otherWeb);
    }
}
