package io.gitvolumereloader.receiver.provider;

import java.net.URI;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A topic of Amazon SNS, and what may be asked of the one server that speaks for it. Only texts that are exactly as SNS
 * writes them become URLs: no other host, scheme, port, user, fragment or spelling does. Source: <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying message
 * signatures</a>.
 *
 * @param arn its name, as in {@code arn:aws:sns:eu-central-1:123456789012:git-pushes}
 * @param region where it is
 * @param domain of the partition
 */
record SnsTopic(String arn, String region, String domain) {
    private static final Pattern ARN =
            Pattern.compile("arn:aws(?<partition>|-cn|-us-gov):sns:(?<region>[a-z]{2}(?:-[a-z0-9]{1,16}){1,4})"
                    + ":\\d{12}:[A-Za-z0-9_-]{1,256}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}\\.pem");
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9%:._=&-]{1,2000}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{1,1000}");

    /** Empty where {@code arn} is no topic's, or that of a FIFO topic, which sends nothing by HTTPS. */
    static Optional<SnsTopic> parse(String arn) {
        var parts = ARN.matcher(arn);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var domain = parts.group("partition").equals("-cn") ? "amazonaws.com.cn" : "amazonaws.com";
        return Optional.of(new SnsTopic(arn, parts.group("region"), domain));
    }

    /** The certificate that {@code url} names; empty where it is none of this topic's region. */
    Optional<URI> certificate(String url) {
        return below(url, "").filter(file -> FILE.matcher(file).matches()).map(_ -> URI.create(url));
    }

    /** What confirms a subscription; empty where {@code url} does anything else, or for another topic. */
    Optional<URI> confirmation(String url) {
        return below(url, "?")
                .filter(query -> QUERY.matcher(query).matches())
                .filter(this::confirms)
                .map(_ -> URI.create(url));
    }

    /**
     * Whose certificates sign for this topic. SNS uses one for most regions, and others for younger and separate ones;
     * in GovCloud the western one signs for both.
     */
    Set<String> signers() {
        return Stream.of("sns", "sns." + region, "sns-" + signingRegion(), "sns-signing." + region)
                .map(name -> name + "." + domain)
                .collect(Collectors.toUnmodifiableSet());
    }

    private String signingRegion() {
        return region.startsWith("us-gov-") ? "us-gov-west-1" : region;
    }

    private Optional<String> below(String url, String separator) {
        var begin = "https://sns." + region + "." + domain + "/" + separator;
        return url.startsWith(begin) ? Optional.of(url.substring(begin.length())) : Optional.empty();
    }

    private boolean confirms(String query) {
        var values = new HashMap<String, String>();
        for (var parameter : query.split("&", -1)) {
            var equals = parameter.indexOf('=');
            if (equals < 0 || values.put(parameter.substring(0, equals), parameter.substring(equals + 1)) != null) {
                return false;
            }
        }
        return values.keySet().equals(Set.of("Action", "TopicArn", "Token"))
                && "ConfirmSubscription".equals(values.get("Action"))
                && arn.equals(String.valueOf(values.get("TopicArn")).replace("%3A", ":"))
                && TOKEN.matcher(String.valueOf(values.get("Token"))).matches();
    }
}
