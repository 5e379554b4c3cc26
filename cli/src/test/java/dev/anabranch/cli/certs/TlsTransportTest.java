package dev.anabranch.cli.certs;

import dev.anabranch.runtime.security.TlsIdentity;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import dev.anabranch.testkit.transport.TransportContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract over mutual TLS, with certificates as the command makes them. */
final class TlsTransportTest extends TransportContract {
    private static @Nullable Path folder;

    private static synchronized Path certificates() throws Exception {
        Path made = folder;
        if (made == null) {
            made = Files.createTempDirectory("anabranch");
            CertificateAuthority.issue(
                    made,
                    List.of(CertifiedHost.parse("a=127.0.0.1"), CertifiedHost.parse("b=127.0.0.1")),
                    Duration.ofDays(1),
                    Instant.now(),
                    new SecureRandom());
            folder = made;
        }
        return made;
    }

    @Override
    protected Transport open(TransportSettings settings, Arrivals arrivals) throws Exception {
        Path folder = certificates();
        String name = settings.self().host();
        TlsIdentity identity = TlsIdentity.read(
                folder.resolve("authority.pem"), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        return NettyTransport.listening(
                settings, SocketOptions.standard().withTls(identity), arrivals, new PeerAddress.Tcp("127.0.0.1", 0));
    }
}
