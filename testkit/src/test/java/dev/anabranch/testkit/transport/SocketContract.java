package dev.anabranch.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import org.apache.arrow.memory.RootAllocator;

/** The contract over one kind of sockets. */
abstract class SocketContract extends TransportContract {
    private static final int SECONDS = 30;

    private final boolean nativeSockets;
    private final boolean unix;

    SocketContract(boolean nativeSockets, boolean unix) {
        this.nativeSockets = nativeSockets;
        this.unix = unix;
    }

    @Override
    protected Transport open(TransportSettings settings, Arrivals arrivals) throws Exception {
        return NettyTransport.listening(
                settings, SocketOptions.standard().withNativeSockets(nativeSockets), arrivals, address(settings));
    }

    /**
     * A second call finds its peer with its first lane, and its other lane is still under way when both ends close: it may not
     * be taken for a lane of the peer that goes, which would wait for it as long as the ends are patient.
     */
    @Example
    void lanesThatComeLateKeepNobodyFromGoing() throws Exception {
        for (int i = 0; i < 20; i++) {
            RecordedArrivals atA = new RecordedArrivals(new RootAllocator());
            RecordedArrivals atB = new RecordedArrivals(new RootAllocator());
            long begun;
            try (Transport a = open(TransportSettings.of(new PeerId("a")), atA);
                    Transport b = open(TransportSettings.of(new PeerId("b")), atB)) {
                for (int call = 0; call < 2; call++) {
                    a.connect(b.address().orElseThrow()).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
                }
                b.connect(a.address().orElseThrow()).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
                begun = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(SocketOptions.standard().patience());
            assertThat(atA.left()).containsExactly(new PeerId("b"));
            assertThat(atB.left()).containsExactly(new PeerId("a"));
        }
    }

    private PeerAddress address(TransportSettings settings) throws Exception {
        if (!unix) {
            return new PeerAddress.Tcp("127.0.0.1", 0);
        }
        Path folder = Files.createTempDirectory("anabranch");
        folder.toFile().deleteOnExit();
        return new PeerAddress.Unix(folder.resolve(settings.self().name()));
    }
}
