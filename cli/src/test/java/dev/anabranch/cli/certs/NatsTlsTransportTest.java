package dev.anabranch.cli.certs;

import dev.anabranch.runtime.security.TlsIdentity;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.nats.NatsTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import dev.anabranch.testkit.transport.NatsServer;
import dev.anabranch.testkit.transport.TransportContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.jspecify.annotations.Nullable;

/** The contract over mutual TLS from end to end through a NATS server, which sees nothing but what is encrypted. */
@AddLifecycleHook(NatsTlsTransportTest.WhereNatsCanBeHad.class)
final class NatsTlsTransportTest extends TransportContract {
    private static @Nullable Path folder;
    private static @Nullable NatsServer server;

    private String network = "";

    static final class WhereNatsCanBeHad implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return NatsServer.canBeHad()
                    ? SkipResult.doNotSkip()
                    : SkipResult.skip("there is no nats-server on the PATH, and no apt-get to fetch it with");
        }
    }

    private static synchronized void prepare() throws Exception {
        if (folder != null) {
            return;
        }
        Path made = Files.createTempDirectory("anabranch");
        // Hosts that do not reach each other may have no address that others know: names are compared, addresses are
        // not.
        CertificateAuthority.issue(
                made,
                List.of(CertifiedHost.parse("a=a.invalid"), CertifiedHost.parse("b=b.invalid")),
                Duration.ofDays(1),
                Instant.now(),
                new SecureRandom());
        server = NatsServer.start();
        folder = made;
    }

    @BeforeTry
    void aNetworkATest() {
        network = UUID.randomUUID().toString();
    }

    @Override
    protected Transport open(TransportSettings settings, Arrivals arrivals) throws Exception {
        prepare();
        String name = settings.self().host();
        TlsIdentity identity = TlsIdentity.read(
                folder.resolve("authority.pem"), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        return NatsTransport.open(
                server.address(), network, settings, SocketOptions.standard().withTls(identity), arrivals);
    }
}
