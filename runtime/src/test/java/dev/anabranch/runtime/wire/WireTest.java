package dev.anabranch.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read again, however the bytes are cut; what is not allowed is refused with a reason. */
final class WireTest {
    @Provide
    Arbitrary<List<Message>> messages() {
        return Messages.all().list().ofMinSize(1).ofMaxSize(12);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("messages") List<Message> messages, @ForAll long seed) throws WireException {
        ByteBuf bytes = write(messages);
        Collected sink = new Collected();
        try (FrameReader reader = reader(sink)) {
            readInPieces(bytes, reader, new Random(seed));
        }
        assertThat(sink.messages).isEqualTo(messages);
        bytes.release();
    }

    /** A sink that is full now and then gets everything all the same, once and in order. */
    @Property
    void whatIsRefusedIsOfferedAgain(@ForAll("messages") List<Message> messages, @ForAll long seed)
            throws WireException {
        ByteBuf bytes = write(messages);
        Collected sink = new Collected();
        Random random = new Random(seed);
        sink.full = () -> random.nextInt(3) == 0;
        try (FrameReader reader = reader(sink)) {
            while (bytes.isReadable() || reader.isPaused()) {
                if (reader.isPaused()) {
                    reader.resume();
                }
                reader.read(bytes.readSlice(Math.min(bytes.readableBytes(), random.nextInt(40))));
            }
        }
        assertThat(sink.messages).isEqualTo(messages);
        bytes.release();
    }

    /** Chunks land where the sink says, read straight into it or copied from what came with other bytes. */
    @Property
    void chunksLandWhereTheSinkSays(@ForAll long seed) throws WireException {
        Random random = new Random(seed);
        FrameWriter writer = new FrameWriter(WireLimits.STANDARD);
        ByteBuf bytes = Unpooled.buffer();
        byte[] expected = new byte[random.nextInt(2000) + 1];
        random.nextBytes(expected);
        for (int at = 0; at < expected.length; ) {
            int length = Math.min(expected.length - at, random.nextInt(700) + 1);
            writer.write(new Message.DatasetChunk(new DatasetId(1, 2), expected.length, at, length), bytes);
            bytes.writeBytes(expected, at, length);
            writer.write(new Message.Ping(at), bytes);
            at += length;
        }
        Collected sink = new Collected();
        ByteBuf memory = Unpooled.directBuffer(expected.length, expected.length);
        sink.memory = memory;
        try (FrameReader reader = reader(sink)) {
            while (bytes.isReadable()) {
                int most = Math.min(bytes.readableBytes(), random.nextInt(300) + 1);
                ByteBuf target = reader.target();
                if (target != null && random.nextBoolean()) {
                    target.writeBytes(bytes, Math.min(most, target.writableBytes()));
                    reader.advanced();
                } else {
                    reader.read(bytes.readSlice(most));
                }
            }
        }
        byte[] found = new byte[expected.length];
        memory.getBytes(0, found);
        assertThat(found).isEqualTo(expected);
        assertThat(memory.refCnt()).isEqualTo(1);
        memory.release();
        bytes.release();
    }

    @Example
    void aFrameThatIsMissingIsNoticed() {
        ByteBuf bytes = write(List.of(new Message.Ping(1), new Message.Ping(2), new Message.Ping(3)));
        int frame = bytes.readableBytes() / 3;
        FrameReader reader = reader(new Collected());
        assertThatThrownBy(
                        () -> reader.read(Unpooled.wrappedBuffer(bytes.slice(0, frame), bytes.slice(2 * frame, frame))))
                .isInstanceOf(WireException.class)
                .hasMessage("frame 1 was expected and frame 2 came");
    }

    @Example
    void longMessagesAreRefusedBeforeMemoryIsTakenForThem() {
        ByteBuf frame = Unpooled.buffer().writeInt(64 << 20).writeByte(50).writeInt(0);
        assertThatThrownBy(() -> reader(new Collected()).read(frame))
                .hasMessage("a frame has at most 1048572 bytes here, not 67108864");
        assertThatThrownBy(() -> new FrameWriter(WireLimits.STANDARD)
                        .write(new Message.Goodbye("x".repeat(2 << 20)), Unpooled.buffer()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than the limit of 1048576");
    }

    @Example
    void aStrangerMaySayLittle() {
        ByteBuf frame = Unpooled.buffer().writeInt(2000).writeByte(1).writeInt(0);
        FrameReader reader = new FrameReader(UnpooledByteBufAllocator.DEFAULT, WireLimits.STANDARD, new Collected());
        assertThatThrownBy(() -> reader.read(frame)).hasMessageContaining("at most 1020 bytes here, not 2000");
    }

    @Example
    void otherVersionsAndOtherProtocolsAreRefused() {
        ByteBuf hello = write(List.of(new Message.Hello("a", Lane.BULK, Octets.none())));
        hello.setShort(FrameWriter.HEADER + 4, 7);
        assertThatThrownBy(() -> reader(new Collected()).read(hello.slice()))
                .hasMessageContaining("the peer speaks version 7 of the protocol and this one 1");
        hello.setInt(FrameWriter.HEADER, 0x47455420);
        assertThatThrownBy(() -> reader(new Collected()).read(hello.slice()))
                .hasMessageContaining("the first bytes are not this protocol's");
    }

    private static ByteBuf write(List<Message> messages) {
        FrameWriter writer = new FrameWriter(WireLimits.STANDARD);
        ByteBuf bytes = Unpooled.buffer();
        messages.forEach(message -> writer.write(message, bytes));
        return bytes;
    }

    private static FrameReader reader(FrameSink sink) {
        FrameReader reader = new FrameReader(UnpooledByteBufAllocator.DEFAULT, WireLimits.STANDARD, sink);
        reader.admit();
        return reader;
    }

    private static void readInPieces(ByteBuf bytes, FrameReader reader, Random random) throws WireException {
        while (bytes.isReadable()) {
            reader.read(bytes.readSlice(Math.min(bytes.readableBytes(), random.nextInt(40))));
        }
    }

    private static final class Collected implements FrameSink {
        private final List<Message> messages = new ArrayList<>();
        private BooleanSupplier full = () -> false;
        private ByteBuf memory = Unpooled.EMPTY_BUFFER;

        @Override
        public boolean message(Message message) {
            if (full.getAsBoolean()) {
                return false;
            }
            messages.add(message);
            return true;
        }

        @Override
        public ByteBuf chunk(Message.DatasetChunk chunk) {
            return memory.retainedSlice((int) chunk.offset(), chunk.length()).clear();
        }

        @Override
        public void filled(Message.DatasetChunk chunk) {}
    }
}
