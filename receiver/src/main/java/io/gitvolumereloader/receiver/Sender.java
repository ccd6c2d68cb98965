package io.gitvolumereloader.receiver;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come from: an IPv4 address, or the first half of an IPv6 address, since everybody who has one of those
 * has all that begin with it.
 */
record Sender(String name) {
    private static final int NETWORK_BYTES = 8;

    /** {@code address} is null where the request came through no network. */
    static Sender of(@Nullable SocketAddress address) {
        var host = address == null ? null : address.hostAddress();
        if (host == null) {
            return new Sender("local");
        }
        var literal = InetAddress.ofLiteral(host.split("%", 2)[0]); // %eth0 says through which door it came
        return new Sender(
                literal instanceof Inet6Address
                        ? HexFormat.of().formatHex(literal.getAddress(), 0, NETWORK_BYTES)
                        : literal.getHostAddress());
    }
}
