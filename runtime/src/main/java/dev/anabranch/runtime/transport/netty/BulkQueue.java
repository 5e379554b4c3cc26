package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.transport.Dispatch;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.wire.FrameWriter;
import dev.anabranch.runtime.wire.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a bulk lane: datasets in the order in which they were sent, chunk by chunk while the channel has room. What is
 * written are views of the datasets' own buffers.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is told of that
final class BulkQueue {
    private static final int GAP = 64;
    private static final ByteBuf ZEROS = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(GAP).writeZero(GAP).asReadOnly());

    private final Channel channel;
    private final FrameWriter writer;
    private final TransportSettings settings;
    private final Function<String, IOException> gone;
    private final Consumer<String> broke;
    private final ArrayDeque<Dispatch> waiting = new ArrayDeque<>();

    private boolean announced;
    private boolean pumping;
    private boolean supplying;
    private @Nullable Runnable whenEmpty;
    private @Nullable Throwable closed;

    /**
     * Of a channel.
     *
     * @param gone makes a failure of the reason for which the peer is gone
     * @param broke ends the connection
     */
    BulkQueue(
            Channel channel,
            FrameWriter writer,
            TransportSettings settings,
            Function<String, IOException> gone,
            Consumer<String> broke) {
        this.channel = channel;
        this.writer = writer;
        this.settings = settings;
        this.gone = gone;
        this.broke = broke;
    }

    CompletableFuture<Void> send(Dispatch dispatch) {
        try {
            if (channel.eventLoop().inEventLoop()) {
                add(dispatch);
            } else {
                channel.eventLoop().execute(() -> add(dispatch));
            }
        } catch (RejectedExecutionException e) {
            dispatch.end(e);
        }
        return dispatch.sent();
    }

    private void add(Dispatch dispatch) {
        if (closed != null) {
            dispatch.end(closed);
            return;
        }
        waiting.add(dispatch);
        pump();
    }

    /** Writes while there is room. */
    void pump() {
        if (pumping) {
            return; // writing may change whether there is room, and is told of it
        }
        pumping = true;
        try {
            while (closed == null && channel.isWritable() && !waiting.isEmpty() && isSupplied(waiting.getFirst())) {
                step(waiting.getFirst());
            }
        } finally {
            pumping = false;
        }
        Runnable then = whenEmpty;
        if (waiting.isEmpty() && then != null) {
            whenEmpty = null;
            then.run();
        }
    }

    /** Whether the next chunk is there; if not, this is called again once it may be. */
    private boolean isSupplied(Dispatch dispatch) {
        if (dispatch.isReady(settings.chunk())) {
            return true;
        }
        Optional<String> broken = dispatch.supply().broken();
        if (broken.isPresent()) {
            // The receiver waits for what will not come, and nothing else can come before it.
            broke.accept("what was to be sent on did not come: " + broken.get());
        } else if (!supplying) {
            supplying = true;
            dispatch.supply().whenMore(() -> {
                try {
                    channel.eventLoop().execute(() -> {
                        supplying = false;
                        pump();
                    });
                } catch (RejectedExecutionException e) {
                    dispatch.end(e);
                }
            });
        }
        return false;
    }

    private void step(Dispatch dispatch) {
        if (!announced) {
            ByteBuf header = channel.alloc().ioBuffer();
            try {
                writer.write(dispatch.announcement(), header);
            } catch (IllegalArgumentException e) {
                header.release();
                waiting.removeFirst();
                dispatch.end(e);
                return;
            }
            announced = true;
            if (!dispatch.hasNext()) {
                channel.writeAndFlush(header, channel.voidPromise());
                done(dispatch);
                return;
            }
            channel.write(header, channel.voidPromise());
        }
        Message.DatasetChunk chunk = dispatch.next(settings.chunk());
        ByteBuf header = channel.alloc().ioBuffer(FrameWriter.CHUNK_HEADER);
        writer.write(chunk, header);
        channel.write(header, channel.voidPromise());
        dispatch.take(chunk, new Writes(dispatch));
        channel.flush();
        if (!dispatch.hasNext()) {
            done(dispatch);
        }
    }

    private void done(Dispatch dispatch) {
        waiting.remove(dispatch);
        announced = false;
        dispatch.end(null);
    }

    /** Runs once nothing is left to send. */
    void whenEmpty(Runnable then) {
        if (waiting.isEmpty()) {
            then.run();
        } else {
            whenEmpty = then;
        }
    }

    /** Takes nothing more. */
    void close(Throwable why) {
        closed = why;
        whenEmpty = null;
        while (!waiting.isEmpty()) {
            waiting.removeFirst().end(why);
        }
    }

    private final class Writes implements Dispatch.Pieces {
        private final Dispatch dispatch;

        Writes(Dispatch dispatch) {
            this.dispatch = dispatch;
        }

        @Override
        public void bytes(ArrowBuf buffer, long offset, int length) {
            dispatch.lent(1);
            ChannelFuture written = channel.write(Unpooled.wrappedBuffer(buffer.nioBuffer(offset, length)));
            written.addListener(done -> dispatch.returned(
                    done.isSuccess()
                            ? null
                            : gone.apply(String.valueOf(done.cause().getMessage()))));
        }

        @Override
        public void gap(int length) {
            channel.write(ZEROS.slice(0, length), channel.voidPromise());
        }
    }
}
