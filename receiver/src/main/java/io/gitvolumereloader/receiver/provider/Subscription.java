package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Event;
import java.util.Optional;
import java.util.stream.Stream;

/** SNS asks whether it may send what is published at a topic, and how to say yes. Immutable. */
record Subscription() implements Reading {
    private static final String TOPIC = "/TopicArn";
    private static final String URL = "/SubscribeURL";

    @Override
    public Event read(Message message) {
        var payload = message.payload();
        var url = payload.text(TOPIC, "text")
                .flatMap(SnsTopic::parse)
                .flatMap(topic -> payload.text(URL, "text").flatMap(topic::confirmation));
        return url.<Event>map(Event.Confirm::new).orElseGet(() -> {
            payload.complain(URL, "the URL at which SNS in the topic's region confirms the subscription");
            return new Event.Malformed(Optional.ofNullable(payload.complaint()).orElse(""));
        });
    }

    @Override
    public Stream<String> pointers() {
        return Stream.of(TOPIC, URL);
    }
}
