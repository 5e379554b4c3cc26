package dev.anabranch.runtime.transport.nats;

import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.TransportSettings;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.MessageHandler;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process's connection to the server, in one network of names, and the streams that end with it. */
final class NatsConnection {
    private static final Logger LOG = LoggerFactory.getLogger(NatsConnection.class);
    private static final Duration FLUSH = Duration.ofSeconds(2);

    /** A server that allows less is set up wrongly: each message would be mostly its header. */
    private static final int LEAST_PAYLOAD = 1024;

    private static final String STREAM = "stream.";
    private static final int UNBOUNDED = 0;

    private final NatsServerAddress server;
    private final String prefix;
    private final Connection connection;
    private final Dispatcher dispatcher;
    private final Set<NatsChannel> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private NatsConnection(NatsServerAddress server, String prefix, Options.Builder options)
            throws IOException, InterruptedException {
        this.server = server;
        this.prefix = prefix;
        this.connection = Nats.connect(options.connectionListener((who, event) -> {
                    if (event == ConnectionListener.Events.CLOSED) {
                        lost();
                    }
                })
                .build());
        this.dispatcher = connection.createDispatcher();
    }

    /** @param network of names; peers of others are not seen */
    static NatsConnection open(NatsServerAddress server, String network, TransportSettings settings, Duration patience)
            throws IOException {
        server.reach(patience);
        String prefix = "anabranch." + token(network) + ".";
        Options.Builder options = new Options.Builder()
                .connectionName(settings.self().name())
                .inboxPrefix(prefix + STREAM)
                .connectionTimeout(patience)
                // Peers hear of each other more often; this is for an end that has none.
                .pingInterval(settings.silence())
                // Windows bound what waits; a thread that turns channels must not.
                .maxMessagesInOutgoingQueue(UNBOUNDED)
                .noReconnect()
                .errorListener(new Quiet());
        server.tell(options);
        try {
            NatsConnection opened = new NatsConnection(server, prefix, options);
            if (opened.connection.getMaxPayload() < LEAST_PAYLOAD) {
                opened.close();
                throw new IOException("the NATS server " + server + " takes no messages of " + LEAST_PAYLOAD
                        + " bytes; raise its max_payload");
            }
            return opened;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting to the NATS server " + server, e);
        } catch (AuthenticationException e) {
            throw new IOException(
                    "the NATS server " + server + " does not let this end in: it wants another user,"
                            + " password or token",
                    e);
        }
    }

    /** A text as one token of a subject, whatever is in it. */
    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where a peer is asked for streams. */
    String subject(PeerId peer) {
        return prefix + "peer." + token(peer.name());
    }

    /** A subject that nobody else has, for one end of a stream. */
    String inbox() {
        return connection.createInbox();
    }

    /** Whether a subject is one end's of a stream of this network. */
    boolean isStream(String subject) {
        return subject.startsWith(prefix + STREAM);
    }

    /** The most bytes of a stream in one message. */
    int mostBytes() {
        return (int) Math.min(Integer.MAX_VALUE, connection.getMaxPayload()) - StreamMessage.HEADER;
    }

    void subscribe(String subject, MessageHandler handler) throws IOException {
        try {
            dispatcher.subscribe(subject, handler);
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    /** Returns when the server has done what it was told so far. */
    void settle(Duration patience) throws IOException {
        try {
            connection.flush(patience);
        } catch (TimeoutException e) {
            throw new IOException("the NATS server " + server + " did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    void unsubscribe(String subject) {
        try {
            if (dispatcher.isActive()) {
                dispatcher.unsubscribe(subject);
            }
        } catch (IllegalStateException e) {
            LOG.debug("the subscription has ended with the connection", e);
        }
    }

    /** Whether somebody answers at a subject. */
    boolean isServed(String subject, Duration patience) throws IOException {
        try {
            return connection.request(subject, StreamMessage.of(StreamMessage.Kind.PROBE, 0), patience) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    /** Hands a message to the library's thread that writes; never waits. */
    void publish(String subject, @Nullable String replyTo, byte[] message) throws IOException {
        try {
            connection.publish(subject, replyTo, message);
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    private IOException gone(@Nullable Throwable cause) {
        return new IOException(
                closed ? "this end is closed" : "the connection to the NATS server " + server + " has ended", cause);
    }

    void opened(NatsChannel stream) {
        streams.add(stream);
        stream.closeFuture().addListener(ended -> streams.remove(stream));
    }

    /** The server is gone: so is every peer. */
    private void lost() {
        streams.forEach(stream -> stream.lost(gone(null)));
    }

    /** Sends what peers are told last, and ends. */
    void close() {
        try {
            connection.flush(FLUSH);
        } catch (TimeoutException | IllegalStateException e) {
            LOG.debug("the server did not confirm what was sent last", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abort();
    }

    /** Ends. */
    void abort() {
        closed = true;
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What happens shows in the streams; the library by itself would write it to the standard error. */
    private static final class Quiet implements ErrorListener {
        @Override
        public void errorOccurred(Connection who, String error) {
            LOG.debug("the NATS server says: {}", error);
        }

        @Override
        public void exceptionOccurred(Connection who, Exception failure) {
            LOG.debug("the connection to NATS failed", failure);
        }

        @Override
        public void slowConsumerDetected(Connection who, Consumer consumer) {
            LOG.debug("messages were dropped, which the stream that they are missing in notices");
        }
    }
}
