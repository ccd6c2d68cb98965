package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.provider.Encoding;
import io.gitvolumereloader.receiver.provider.Generic;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the receiver; docs/receiver.md lists them for users. */
@ConfigMapping(prefix = "receiver")
public interface ReceiverConfig {
    /** The folder of secret files; without it the receiver does not start. */
    Optional<Path> secrets();

    /** Where to look for pods: names, or {@code *} alone for everywhere; absent means the receiver's own namespace. */
    Optional<List<String>> namespaces();

    /** Servers that are one: entries {@code host[:port]=host[:port]}; absent means that URLs tell all. */
    Optional<List<String>> aliases();

    /** The largest body of a delivery. */
    @WithDefault("5M")
    MemorySize maxBody();

    /**
     * How many bytes of bodies may be in memory at a time, over all requests; absent means a quarter of the largest
     * heap. One body always may.
     */
    Optional<MemorySize> maxBuffered();

    /** How long the body of a delivery may take to arrive. */
    @WithDefault("10s")
    Duration bodyTimeout();

    /** How many authentic deliveries per second each secret may bring; more are answered 503. */
    @WithDefault("200")
    int rate();

    /**
     * How many deliveries per second of one sender's address may be refused; while there are more, its bodies of more
     * than 64 KiB are not read but answered 503.
     */
    @WithDefault("20")
    int refusedRate();

    /** What is special about a server of Bitbucket Data Center. */
    BitbucketServerSettings bitbucketServer();

    /** How deliveries to {@code /generic} are signed. */
    GenericSettings generic();

    /** What is special about a server of Bitbucket Data Center. */
    interface BitbucketServerSettings {
        /** The server's URL, for versions whose payloads name no URLs. */
        Optional<String> url();
    }

    /** How deliveries to {@code /generic} are signed. */
    interface GenericSettings {
        /** The header with the signature. */
        @WithDefault("X-Signature")
        String header();

        /** What stands before the signature in the header; empty for nothing. */
        @WithDefault("sha256=")
        Optional<String> prefix();

        /** How the signature is spelled. */
        @WithDefault("hex")
        Encoding encoding();

        /** By what the signature is made. */
        @WithDefault("sha256")
        Generic.Algorithm algorithm();
    }

    /** Whose tokens of OpenID Connect count. */
    OidcSettings oidc();

    /** Whose tokens of OpenID Connect count. */
    interface OidcSettings {
        /** For whom they have to be; without it there are no secrets of the kind oidc. */
        Optional<String> audience();

        /** The URL of who issues them, over https; absent means this cluster. */
        Optional<String> issuer();
    }

    /** How deliveries are handed to pods. */
    FanOut fanOut();

    /** How deliveries are handed to pods. */
    interface FanOut {
        /** How long finding and marking the pods of one delivery may take; senders give up after 5 to 10 seconds. */
        @WithDefault("4s")
        Duration deadline();

        /** How many pods may be being marked at a time, over all deliveries. */
        @WithDefault("16")
        int inFlight();

        /** How long a receiver that is told to end goes on marking the pods that wait. */
        @WithDefault("20s")
        Duration drain();
    }
}
