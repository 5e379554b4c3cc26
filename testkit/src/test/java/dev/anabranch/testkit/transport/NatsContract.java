package dev.anabranch.testkit.transport;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.nats.NatsTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeTry;

/** The contract over a real server with some settings. */
@AddLifecycleHook(WhereNatsCanBeHad.class)
abstract class NatsContract extends TransportContract {
    /** One for each settings; they end with this process. */
    private static final Map<String, NatsServer> SERVERS = new HashMap<>();

    private final String settings;
    private String network = "";

    NatsContract(String settings) {
        this.settings = settings;
    }

    private static synchronized NatsServer server(String settings) throws Exception {
        NatsServer server = SERVERS.get(settings);
        if (server == null) {
            server = NatsServer.start(settings);
            SERVERS.put(settings, server);
        }
        return server;
    }

    @BeforeTry
    void aNetworkATest() {
        network = UUID.randomUUID().toString();
    }

    @Override
    protected Transport open(TransportSettings settings, Arrivals arrivals) throws Exception {
        return NatsTransport.open(
                server(this.settings).address(), network, settings, SocketOptions.standard(), arrivals);
    }
}
