package dev.anabranch.runtime.transport.netty;

import dev.anabranch.runtime.wire.FrameWriter;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.WireLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a lane's messages. Any thread makes frames and leaves them here, the channel's thread numbers and writes
 * them; however many come together, it is woken once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is told of that
final class ControlQueue {
    /** Messages that may be between their author and the channel. */
    private static final int MOST = 4096;

    private final Channel channel;
    private final FrameWriter writer;
    private final WireLimits limits;
    private final Queue<ByteBuf> frames = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean open = true;

    ControlQueue(Channel channel, FrameWriter writer, WireLimits limits) {
        this.channel = channel;
        this.writer = writer;
        this.limits = limits;
    }

    boolean hasRoom() {
        return open && queued.get() < MOST && channel.isWritable();
    }

    boolean offer(Message message) {
        if (!hasRoom()) {
            return false;
        }
        ByteBuf frame = encode(message);
        queued.incrementAndGet();
        frames.add(frame);
        return wake();
    }

    void whenWritable(Runnable again) {
        waiting.add(again);
        if (hasRoom() || !open) {
            try {
                channel.eventLoop().execute(this::tellWaiting);
            } catch (RejectedExecutionException e) {
                tellWaiting();
            }
        }
    }

    private ByteBuf encode(Message message) {
        ByteBuf frame = channel.alloc().ioBuffer();
        try {
            FrameWriter.encode(message, limits, frame);
            return frame;
        } catch (RuntimeException e) {
            frame.release();
            throw e;
        }
    }

    private boolean wake() {
        if (channel.eventLoop().inEventLoop()) {
            flushQueued();
        } else if (woken.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(() -> {
                    woken.set(false);
                    flushQueued();
                });
            } catch (RejectedExecutionException e) {
                drop();
                return false;
            }
        }
        return true;
    }

    /** On the channel's thread: writes what others left. */
    void flushQueued() {
        if (!open) {
            drop();
            return;
        }
        boolean any = false;
        for (ByteBuf frame = frames.poll(); frame != null; frame = frames.poll()) {
            queued.decrementAndGet();
            writer.number(frame, frame.readerIndex());
            channel.write(frame, channel.voidPromise());
            any = true;
        }
        if (any) {
            channel.flush();
            tellWaiting();
        }
    }

    /** On the channel's thread: writes a message whether there is room or not. */
    ChannelFuture writeNow(Message message) {
        ByteBuf frame = encode(message);
        writer.number(frame, frame.readerIndex());
        return channel.writeAndFlush(frame);
    }

    /** On the channel's thread: has those ask again who were refused, if they would not be. */
    void tellWaiting() {
        if (waiting.isEmpty() || (open && !hasRoom())) {
            return;
        }
        for (int left = waiting.size(); left > 0; left--) {
            @Nullable Runnable again = waiting.poll();
            if (again != null) {
                again.run();
            }
        }
    }

    /** On the channel's thread: takes nothing more. */
    void close() {
        open = false;
        drop();
        tellWaiting();
    }

    private void drop() {
        for (ByteBuf frame = frames.poll(); frame != null; frame = frames.poll()) {
            queued.decrementAndGet();
            frame.release();
        }
    }
}
