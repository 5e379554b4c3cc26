package dev.anabranch.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.nats.NatsTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of the server that answer in a peer's place, or break streams off. */
final class NatsHostilePeerTest {
    private static final int OPEN = 0;
    private static final int ACCEPT = 1;
    private static final int BYTES = 2;
    private static final int CREDIT = 3;

    private final BufferAllocator memory = new RootAllocator();
    private final RecordedArrivals arrivals = new RecordedArrivals(memory);
    private NatsServer server;
    private Connection stranger;
    private Transport a;

    @BeforeEach
    void open() throws Exception {
        assumeThat(NatsServer.canBeHad()).isTrue();
        server = NatsServer.start();
        stranger = Nats.connect(server.address().toString());
        a = open("a", arrivals);
    }

    @AfterEach
    void close() throws Exception {
        a.close();
        stranger.close();
        server.close();
        arrivals.close();
        memory.close();
    }

    private Transport open(String name, RecordedArrivals at) throws Exception {
        return NatsTransport.open(
                server.address(),
                "ours",
                TransportSettings.of(new PeerId(name)).withHeartbeat(Duration.ofMillis(500), Duration.ofSeconds(10)),
                SocketOptions.standard(),
                at);
    }

    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String subject(String peer) {
        return "anabranch." + token("ours") + ".peer." + token(peer);
    }

    private static String stream(String name) {
        return "anabranch." + token("ours") + ".stream." + name;
    }

    private static byte[] message(int kind, long number, int length) {
        return ByteBuffer.allocate(9 + length).put((byte) kind).putLong(number).array();
    }

    private void connect() throws Exception {
        a.connect(new PeerAddress.Named(new PeerId("b"))).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Answers in b's place, once for each lane, and says something more. */
    private void answer(byte[] accept, byte[]... more) throws Exception {
        Dispatcher there = stranger.createDispatcher();
        there.subscribe(stream("fake"), message -> {});
        there.subscribe(subject("b"), asked -> {
            stranger.publish(asked.getReplyTo(), stream("fake"), accept);
            for (byte[] next : more) {
                stranger.publish(asked.getReplyTo(), next);
            }
        });
        stranger.flush(Duration.ofSeconds(5));
    }

    @Test
    void whatIsMissingIsNoticed() throws Exception {
        answer(message(ACCEPT, 1000, 0), message(BYTES, 1, 10));
        assertThatThrownBy(this::connect)
                .hasMessageContaining("cannot connect to name:b: NATS lost messages: 0 was expected and 1 came");
    }

    @Test
    void whoSendsMoreThanThereIsRoomForIsCutOff() throws Exception {
        byte[][] frames = new byte[9][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = message(BYTES, i, 1000_000);
        }
        answer(message(ACCEPT, 1000, 0), frames);
        assertThatThrownBy(this::connect).hasMessageContaining("cannot connect to name:b: ");
    }

    @Test
    void roomWithoutEndIsNotBelieved() throws Exception {
        answer(message(ACCEPT, Long.MAX_VALUE, 0));
        assertThatThrownBy(this::connect).hasMessageContaining("gives room for more than 67108864 bytes");
    }

    @Test
    void creditWithoutEndIsNotBelieved() throws Exception {
        answer(message(ACCEPT, 1000, 0), message(CREDIT, 60_000_000, 0), message(CREDIT, 60_000_000, 0));
        assertThatThrownBy(this::connect).hasMessageContaining("gives room for more than 67108864 bytes");
    }

    @Test
    void whatIsNoMessageOfAStreamEndsIt() throws Exception {
        answer(message(77, 1, 0));
        assertThatThrownBy(this::connect).hasMessageContaining("a message came over NATS that is none of a stream");
    }

    @Test
    void aStreamOutsideTheNetworkIsNotTaken() throws Exception {
        stranger.createDispatcher()
                .subscribe(
                        subject("b"),
                        asked -> stranger.publish(asked.getReplyTo(), "elsewhere", message(ACCEPT, 1000, 0)));
        stranger.flush(Duration.ofSeconds(5));
        assertThatThrownBy(this::connect).hasMessageContaining("a stream was given that nobody asked for");
    }

    @Test
    void nobodyHasAnEndWriteElsewhere() throws Exception {
        Subscription elsewhere = stranger.subscribe("elsewhere");
        Subscription here = stranger.subscribe(stream("mine"));
        stranger.publish(subject("a"), "elsewhere", message(OPEN, 1000, 0));
        stranger.publish(subject("a"), stream("mine"), message(OPEN, 1000, 0));
        Message accepted = here.nextMessage(Duration.ofSeconds(10));
        assertThat(accepted.getData()[0]).isEqualTo((byte) ACCEPT);
        assertThat(elsewhere.nextMessage(Duration.ofMillis(200))).isNull();
    }

    @Test
    void aPeerOfAnotherNameIsNotTaken() throws Exception {
        try (RecordedArrivals atC = new RecordedArrivals(memory);
                Transport c = open("c", atC)) {
            stranger.createDispatcher()
                    .subscribe(
                            subject("b"), asked -> stranger.publish(subject("c"), asked.getReplyTo(), asked.getData()));
            stranger.flush(Duration.ofSeconds(5));
            assertThatThrownBy(this::connect)
                    .hasMessageContaining("cannot connect to name:b: a peer answered that says to be " + c.self());
            assertThat(arrivals.joinedSoFar()).isEmpty();
        }
    }

    /** A process that dies cannot say so, and is missed by the next message to it, long before its silence is noticed. */
    @Test
    void aPeerThatListensNoMoreIsGone() throws Exception {
        try (RecordedArrivals atB = new RecordedArrivals(memory)) {
            Transport b = open("b", atB);
            connect();
            atB.awaitJoined(1);
            long start = System.nanoTime();
            b.abort();
            Departure departure = arrivals.awaitLeft(1).get(0);
            assertThat(departure.kind()).isEqualTo(Departure.Kind.LOST);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
        }
    }
}
