package dev.anabranch.testkit.transport;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.local.LocalNetwork;
import net.jqwik.api.lifecycle.BeforeTry;

final class LocalTransportTest extends TransportContract {
    private LocalNetwork network = new LocalNetwork();

    @BeforeTry
    void aNetworkATest() {
        network = new LocalNetwork();
    }

    @Override
    protected Transport open(TransportSettings settings, Arrivals arrivals) {
        return network.open(settings, arrivals);
    }
}
