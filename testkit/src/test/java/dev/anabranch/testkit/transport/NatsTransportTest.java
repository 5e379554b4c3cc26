package dev.anabranch.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.nats.NatsTransport;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** The contract over a real server, whose messages have at most 1 MiB. */
@AddLifecycleHook(NatsTransportTest.WhereThereIsAServer.class)
final class NatsTransportTest extends TransportContract {
    private String network = "";

    /** Says why where the tests cannot run; where they have to, they fail. */
    static final class WhereThereIsAServer implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            @Nullable String reason = NatsServer.isDemanded() ? null : NatsServer.reasonForNone();
            return reason == null ? SkipResult.doNotSkip() : SkipResult.skip(reason);
        }
    }

    @BeforeTry
    void aNetworkATest() {
        network = UUID.randomUUID().toString();
    }

    @Override
    protected Transport open(TransportSettings settings, Arrivals arrivals) throws Exception {
        return NatsTransport.open(NatsServer.address(), network, settings, arrivals);
    }

    @Example
    void namesThatAreNotThereAndNamesThatAre() throws Exception {
        TransportSettings a = TransportSettings.of(new PeerId("a"));
        try (BufferAllocator memory = new RootAllocator();
                RecordedArrivals arrivals = new RecordedArrivals(memory);
                Transport there = open(a, arrivals)) {
            assertThatThrownBy(() -> there.connect(new PeerAddress.Named(new PeerId("nobody")))
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("cannot connect to name:nobody: no peer of that name is there");
            assertThatThrownBy(() -> open(a, arrivals)).hasMessageContaining("another process has this name");
            assertThat(arrivals.joinedSoFar()).isEmpty();
        }
    }

    @Example
    void serversThatCannotBeUsed() {
        TransportSettings a = TransportSettings.of(new PeerId("a"));
        try (BufferAllocator memory = new RootAllocator();
                RecordedArrivals arrivals = new RecordedArrivals(memory)) {
            assertThatThrownBy(() -> NatsTransport.open(
                            URI.create("nats://someone:secret@127.0.0.1:1"), network, a, arrivals))
                    .hasMessageContaining("cannot connect to nats://127.0.0.1:1")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> NatsTransport.open(URI.create("nats://10.255.255.1"), network, a, arrivals))
                    .isInstanceOf(ExposedAddressException.class);
            assertThatThrownBy(() -> NatsTransport.open(URI.create("somewhere"), network, a, arrivals))
                    .hasMessageContaining("nats://host:port");
        }
    }
}
