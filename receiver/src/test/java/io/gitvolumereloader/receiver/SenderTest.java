package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.7,              192.0.2.7
            2001:db8:1:2:3:4:5:6,   20010db800010002
            2001:db8:1:2::9,        20010db800010002
            2001:db8:1:3::9,        20010db800010003
            ::ffff:192.0.2.7,       192.0.2.7
            """)
    void ofAnIpv6AddressTheNetworkCounts(String address, String name) {
        assertThat(Sender.of(SocketAddress.inetSocketAddress(1, address)).name())
                .isEqualTo(name);
    }

    @Test
    void withoutNetworkThereIsOneSender() {
        assertThat(Sender.of(null).name()).isEqualTo("local");
        assertThat(Sender.of(SocketAddress.domainSocketAddress("/run/x")).name())
                .isEqualTo("local");
    }
}
