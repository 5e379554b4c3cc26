package dev.anabranch.testkit.transport;

import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.FrameReader;
import dev.anabranch.runtime.wire.FrameSink;
import dev.anabranch.runtime.wire.FrameWriter;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import dev.anabranch.runtime.wire.WireException;
import dev.anabranch.runtime.wire.WireLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Streams of frames with mistakes in them, given to a {@link FrameReader} in pieces. A mutated stream is read to its end or is
 * refused with a reason; anything else is thrown, and every buffer that was taken has to be given back.
 */
public final class FrameFuzz {
    private static final WireLimits LIMITS = new WireLimits(4096, 4096);

    private final Random random;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private long refused;
    private long read;

    /** @param seed of the chance by which frames are mutated */
    public FrameFuzz(long seed) {
        random = new Random(seed);
    }

    /** Streams that were refused with a reason. */
    public long refused() {
        return refused;
    }

    /** Streams that were read to their end, the mistake being no mistake of form. */
    public long read() {
        return read;
    }

    /** Bytes that readers took and have not given back. */
    public long unreturned() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    /**
     * Reads so many frames, each mutated.
     *
     * @throws IllegalStateException if a mistake came through as anything but a reason
     */
    public void run(int frames) {
        for (int i = 0; i < frames; i++) {
            ByteBuf stream = stream();
            byte[] mutated = mutate(stream);
            stream.release();
            give(mutated);
        }
        if (unreturned() != 0) {
            throw new IllegalStateException(unreturned() + " bytes were not given back");
        }
    }

    /** A few frames, among them the one to mutate. */
    private ByteBuf stream() {
        ByteBuf out = Unpooled.buffer();
        FrameWriter writer = new FrameWriter(LIMITS);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(4) == 0) {
                int length = 1 + random.nextInt(200);
                writer.write(new Message.DatasetChunk(id(), 1000, random.nextInt(800), length), out);
                out.writeZero(length);
            } else {
                writer.write(message(), out);
            }
        }
        return out;
    }

    private Message message() {
        return switch (random.nextInt(16)) {
            case 0 -> new Message.Hello(text(), Lane.BULK, octets());
            case 1 -> new Message.Challenge(text(), octets(), octets());
            case 2 -> new Message.Proof(octets());
            case 3 -> new Message.Welcome();
            case 4 -> new Message.Refusal(random.nextBoolean(), text());
            case 5 ->
                new Message.StartPlan(
                        random.nextLong(), octets(), octets(), text(), List.of(new Message.Setting(text(), text())));
            case 6 ->
                new Message.DatasetAnnouncement(
                        id(),
                        text(),
                        octets(),
                        new DatasetLayout(List.of((long) random.nextInt(5000), 0L)),
                        List.of(text()));
            case 9 ->
                new Message.Failure(
                        random.nextLong(),
                        Message.Blame.OURS,
                        text(),
                        text(),
                        text(),
                        List.of(new Message.Thrown(
                                text(), List.of(new Message.Frame(text(), text(), text(), text(), 7)))));
            case 10 -> new Message.Progress(random.nextLong(), text(), random.nextInt(9), random.nextInt(9));
            case 11 -> new Message.Stop(random.nextLong(), text());
            case 12 -> new Message.Ping(random.nextLong());
            case 13 -> new Message.Pong(random.nextLong(), random.nextLong());
            case 7 -> new Message.Missing(random.nextLong(), List.of(octets(), octets()));
            case 8 -> new Message.Milestone(random.nextLong(), Message.Point.BEGIN, random.nextLong());
            case 14 -> new Message.NumberReady(id(), random.nextLong());
            default -> new Message.Goodbye(text());
        };
    }

    private DatasetId id() {
        return new DatasetId(random.nextInt(3), random.nextInt(5));
    }

    private String text() {
        return "worker/µ€".substring(0, random.nextInt(10));
    }

    private Octets octets() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    /** Turns bits, writes extreme numbers, cuts out, doubles, or appends noise. */
    private byte[] mutate(ByteBuf stream) {
        int edits = 1 + random.nextInt(3);
        byte[] bytes = new byte[stream.readableBytes()];
        stream.getBytes(stream.readerIndex(), bytes);
        for (int i = 0; i < edits && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> number(bytes, at);
                case 3 -> bytes = splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(12)), new byte[0]);
                case 4 -> {
                    byte[] noise = new byte[1 + random.nextInt(20)];
                    random.nextBytes(noise);
                    bytes = splice(bytes, at, at, noise);
                }
                default -> bytes = splice(bytes, at, at, bytes.clone());
            }
        }
        return bytes;
    }

    private void number(byte[] bytes, int at) {
        int[] extremes = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1 << 16, Integer.MIN_VALUE + 5};
        int value = extremes[random.nextInt(extremes.length)];
        for (int i = 0; i < Integer.BYTES && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = new byte[bytes.length - (to - from) + between.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }

    private void give(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        try (FrameReader reader = new FrameReader(allocator, LIMITS, new Sink())) {
            if (random.nextInt(8) > 0) {
                reader.admit();
            }
            while (in.isReadable() || reader.isPaused()) {
                reader.resume();
                piece(in, reader);
            }
            read++;
        } catch (WireException e) {
            if (e.reason().isBlank()) {
                throw new IllegalStateException("a stream was refused without a reason", e);
            }
            refused++;
        }
    }

    private void piece(ByteBuf in, FrameReader reader) throws WireException {
        int most = Math.min(in.readableBytes(), 1 + random.nextInt(64));
        ByteBuf target = reader.target();
        if (target != null && random.nextBoolean()) {
            target.writeBytes(in, Math.min(most, target.writableBytes()));
            reader.advanced();
        } else {
            reader.read(in.readSlice(most));
        }
    }

    /** Takes everything, now and then not at once, and gives chunks memory of its own. */
    private final class Sink implements FrameSink {
        @Override
        public boolean message(Message message) {
            return random.nextInt(5) > 0;
        }

        @Override
        public @Nullable ByteBuf chunk(Message.DatasetChunk chunk) {
            return random.nextInt(4) == 0 ? null : allocator.heapBuffer(chunk.length(), chunk.length());
        }

        @Override
        public void filled(Message.DatasetChunk chunk) {}
    }
}
