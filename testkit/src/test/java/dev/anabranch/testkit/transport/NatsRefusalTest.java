package dev.anabranch.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.nats.NatsTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said where a server or a peer cannot be used, or is lost. */
final class NatsRefusalTest {
    private static final String PASSWORD = "p%40ss%2Fword";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BufferAllocator memory = new RootAllocator();
    private final RecordedArrivals atA = new RecordedArrivals(memory);
    private final RecordedArrivals atB = new RecordedArrivals(memory);

    @BeforeEach
    void aServerCanBeHad() {
        assumeThat(NatsServer.canBeHad()).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        atA.close();
        atB.close();
        memory.close();
    }

    private NatsServer server(String... settings) throws Exception {
        NatsServer server = NatsServer.start(settings);
        opened.add(server);
        return server;
    }

    private static TransportSettings settings(String name) {
        return TransportSettings.of(new PeerId(name)).withHeartbeat(Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    private Transport open(URI server, TransportSettings settings, RecordedArrivals arrivals) throws Exception {
        Transport transport = NatsTransport.open(server, "ours", settings, patience(Duration.ofSeconds(3)), arrivals);
        opened.add(transport);
        return transport;
    }

    private static SocketOptions patience(Duration patience) {
        return new SocketOptions(Optional.empty(), 1, false, false, patience);
    }

    private static Peer connect(Transport from, PeerAddress to) throws Exception {
        return from.connect(to).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static PeerAddress named(String name) {
        return new PeerAddress.Named(new PeerId(name));
    }

    private static String everythingSaid(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aNameThatNobodyHas() throws Exception {
        Transport a = open(server().address(), settings("a"), atA);
        assertThatThrownBy(() -> connect(a, named("nobody")))
                .hasMessageContaining("cannot connect to name:nobody: no peer of that name is there");
        assertThatThrownBy(() -> connect(a, new PeerAddress.Unix(Path.of("socket"))))
                .hasMessageContaining("cannot connect to unix:socket: over NATS peers have addresses name:peer");
    }

    @Test
    void aNameThatIsTakenInTheSameNetworkOnly() throws Exception {
        URI server = server().address();
        open(server, settings("a"), atA);
        assertThatThrownBy(() -> open(server, settings("a"), atB))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on name:a: another process has this name on that server");
        NatsTransport.open(server, "theirs", settings("a"), SocketOptions.standard(), atB)
                .close();
    }

    @Test
    void aServerThatIsNotThere() throws Exception {
        URI gone;
        try (NatsServer server = NatsServer.start()) {
            gone = server.address("someone", PASSWORD);
        }
        Thread.sleep(200); // until the system has ended it
        assertThatThrownBy(() -> open(gone, settings("a"), atA))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot connect to the NATS server nats://127.0.0.1:" + gone.getPort() + ": ")
                .hasMessageContaining("refused")
                .satisfies(failure -> assertThat(everythingSaid(failure)).doesNotContain("p%40", "p@ss"));
    }

    @Test
    void addressesThatAreNone() {
        for (String text :
                List.of("somewhere", "http://127.0.0.1", "opentls://127.0.0.1", "nats://u:" + PASSWORD + "@")) {
            assertThatThrownBy(() -> open(URI.create(text), settings("a"), atA))
                    .hasMessageContaining("nats://host:port")
                    .satisfies(failure -> assertThat(everythingSaid(failure)).doesNotContain("p%40", "p@ss"));
        }
        assertThatThrownBy(() -> open(URI.create("nats://nowhere.invalid"), settings("a"), atA))
                .hasMessage("cannot connect to the NATS server nats://nowhere.invalid:4222: no host has this name");
    }

    @Test
    void aUserWithAnotherPassword() throws Exception {
        NatsServer server = server("authorization { user: someone, password: \"p@ss/word\" }");
        assertThatThrownBy(() -> open(server.address("someone", "s3cret"), settings("a"), atA))
                .isInstanceOf(IOException.class)
                .hasMessage("the NATS server " + server.address() + " does not let this end in: it wants another user,"
                        + " password or token")
                .satisfies(failure -> assertThat(everythingSaid(failure)).doesNotContain("s3cret"));
        Transport a = open(server.address("someone", PASSWORD), settings("a"), atA);
        Transport b = open(server.address("someone", PASSWORD), settings("b"), atB);
        connect(a, named("b"));
        assertThat(b.address()).contains(named("b"));
    }

    @Test
    void aServerThatOthersUse() throws Exception {
        assertThatThrownBy(() -> open(URI.create("nats://192.0.2.1"), settings("a"), atA))
                .isInstanceOf(ExposedAddressException.class)
                .hasMessageStartingWith("refused to use the server 192.0.2.1:4222, which is not this host's own");
        RunToken token = RunToken.generate(new SecureRandom());
        assertThatThrownBy(() -> NatsTransport.open(
                        URI.create("nats://192.0.2.1"),
                        "ours",
                        settings("a").withToken(token),
                        patience(Duration.ofMillis(300)),
                        atA))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot connect to the NATS server nats://192.0.2.1:4222: ");
    }

    @Test
    void aServerWhoseMessagesAreTooSmall() throws Exception {
        NatsServer server = server("max_payload: 600");
        assertThatThrownBy(() -> open(server.address(), settings("a"), atA))
                .hasMessage("the NATS server " + server.address() + " takes no messages of 1024 bytes; raise its"
                        + " max_payload");
    }

    @Test
    void aServerThatIsLost() throws Exception {
        NatsServer server = server();
        Transport a = open(server.address(), settings("a"), atA);
        open(server.address(), settings("b"), atB);
        connect(a, named("b"));
        atB.awaitJoined(1);
        server.close();
        Departure lost = new Departure(
                Departure.Kind.LOST, "the connection to the NATS server " + server.address() + " has ended");
        assertThat(atA.awaitLeft(1)).containsExactly(lost);
        assertThat(atB.awaitLeft(1)).containsExactly(lost);
        assertThatThrownBy(() -> connect(a, named("b")))
                .hasMessageContaining("cannot connect to name:b: " + lost.reason());
    }
}
