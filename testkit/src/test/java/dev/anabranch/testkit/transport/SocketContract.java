package dev.anabranch.testkit.transport;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** The contract over one kind of sockets. */
abstract class SocketContract extends TransportContract {
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

    private PeerAddress address(TransportSettings settings) throws Exception {
        if (!unix) {
            return new PeerAddress.Tcp("127.0.0.1", 0);
        }
        Path folder = Files.createTempDirectory("anabranch");
        folder.toFile().deleteOnExit();
        return new PeerAddress.Unix(folder.resolve(settings.self().name()));
    }
}
