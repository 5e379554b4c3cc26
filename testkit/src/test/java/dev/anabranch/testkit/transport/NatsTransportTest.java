package dev.anabranch.testkit.transport;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.nats.NatsTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import java.util.UUID;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** The contract over a real server, whose messages have at most 1 MiB. */
@AddLifecycleHook(WhereNatsCanBeHad.class)
final class NatsTransportTest extends TransportContract {
    private static @Nullable NatsServer server;

    private String network = "";

    @BeforeContainer
    static void start() throws Exception {
        server = NatsServer.start();
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @BeforeTry
    void aNetworkATest() {
        network = UUID.randomUUID().toString();
    }

    @Override
    protected Transport open(TransportSettings settings, Arrivals arrivals) throws Exception {
        return NatsTransport.open(server.address(), network, settings, SocketOptions.standard(), arrivals);
    }
}
