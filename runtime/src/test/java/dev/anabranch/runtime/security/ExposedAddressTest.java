package dev.anabranch.runtime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import dev.anabranch.runtime.wire.Message;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class ExposedAddressTest {
    private static final PeerAddress EVERYBODY = new PeerAddress.Tcp("0.0.0.0", 0);
    private static final TransportSettings SETTINGS = TransportSettings.of(new PeerId("a"));

    @Test
    void nobodyListensToStrangers() {
        assertThatThrownBy(() -> NettyTransport.listening(SETTINGS, SocketOptions.standard(), nobody(), EVERYBODY))
                .isInstanceOf(ExposedAddressException.class)
                .hasMessage("refused to listen on 0.0.0.0:0, which others can reach: anybody could run plans here."
                        + " Give host certificates or a run token, or listen on 127.0.0.1");
    }

    @Test
    void aTokenIsEnough() throws Exception {
        RunToken token = RunToken.generate(new SecureRandom());
        try (NettyTransport open =
                NettyTransport.listening(SETTINGS.withToken(token), SocketOptions.standard(), nobody(), EVERYBODY)) {
            assertThat(open.address()).isPresent();
        }
    }

    @Test
    void loopbackIsOpen() throws Exception {
        try (NettyTransport open = NettyTransport.listening(
                SETTINGS, SocketOptions.standard(), nobody(), new PeerAddress.Tcp("127.0.0.1", 0))) {
            assertThat(open.address()).isPresent();
        }
    }

    private static Arrivals nobody() {
        return new Arrivals() {
            @Override
            public void joined(Peer peer) {}

            @Override
            public boolean message(Peer peer, Message message) {
                return true;
            }

            @Override
            public Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
                return Landing.NOWHERE;
            }

            @Override
            public void left(PeerId peer, Departure departure) {}
        };
    }
}
