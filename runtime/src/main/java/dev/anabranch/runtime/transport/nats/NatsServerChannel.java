package dev.anabranch.runtime.transport.nats;

import io.nats.client.Message;
import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subject at which a peer is asked for streams. */
final class NatsServerChannel extends AbstractServerChannel {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServerChannel.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NatsConnection connection;
    private final int window;
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private volatile @Nullable NatsAddress address;
    private volatile boolean open = true;

    NatsServerChannel(NatsConnection connection, int window) {
        this.connection = connection;
        this.window = window;
    }

    @Override
    protected void doBind(SocketAddress where) throws IOException {
        NatsAddress wanted = (NatsAddress) where;
        if (connection.isServed(wanted.subject(), PATIENCE)) {
            throw new IOException("another process has this name on that server");
        }
        connection.subscribe(wanted.subject(), this::received);
        address = wanted;
        connection.settle(PATIENCE); // whoever is told that this end is open finds it
    }

    private void received(Message message) {
        String there = message.getReplyTo();
        if (there == null || !connection.isStream(there)) {
            return; // nobody has this end send messages to subjects of others
        }
        try {
            StreamMessage asked = StreamMessage.read(message.getData());
            if (asked.kind() == StreamMessage.Kind.PROBE) {
                connection.publish(there, null, StreamMessage.of(StreamMessage.Kind.PROBE, 0));
            } else if (asked.kind() == StreamMessage.Kind.OPEN && asked.number() <= NatsChannel.LARGEST_WINDOW) {
                eventLoop().execute(() -> accept(there, asked.number()));
            }
        } catch (IOException | RejectedExecutionException e) {
            LOG.debug("passed over what was asked at {}: {}", address, e.getMessage());
        }
    }

    private void accept(String there, long credit) {
        if (open) {
            pipeline().fireChannelRead(new NatsChannel(this, connection, window, there, credit));
            pipeline().fireChannelReadComplete();
        }
    }

    @Override
    protected void doClose() {
        open = false;
        NatsAddress bound = address;
        if (bound != null) {
            connection.unsubscribe(bound.subject());
        }
    }

    @Override
    protected void doBeginRead() {
        // who asks is answered at once
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return address;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && address != null;
    }
}
