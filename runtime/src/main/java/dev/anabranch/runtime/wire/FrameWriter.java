package dev.anabranch.runtime.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes messages as the frames of one lane of one connection, and counts them.
 *
 * <p>A frame is, big-endian: the bytes that follow the length (4), the message's code (1), the frame's number in this
 * direction of the lane (4, from 0, wrapping), and the message's fields. One thread writes.
 */
public final class FrameWriter {
    /** What every connection begins with: {@code ANBR}. */
    public static final int MAGIC = 0x414e4252;

    /** The version of the schema. Peers of other versions are refused. */
    public static final int VERSION = 1;

    /** Bytes before the fields: length, code, number. */
    static final int HEADER = 9;

    /** Where in a frame its number is. */
    private static final int NUMBER = 5;

    /** Bytes of the fields of a {@link Message.DatasetChunk}, after which the dataset's follow. */
    static final int CHUNK_FIELDS = 28;

    /** Bytes of a chunk's frame before the dataset's. */
    public static final int CHUNK_HEADER = HEADER + CHUNK_FIELDS;

    private final WireLimits limits;
    private int sequence;

    /** @param limits the receiver's: longer messages are refused here, where their author can be told */
    public FrameWriter(WireLimits limits) {
        this.limits = limits;
    }

    /**
     * Appends a message's frame. After a chunk's the caller has to send the dataset's bytes.
     *
     * @throws IllegalArgumentException if the message is longer than the limit
     */
    public void write(Message message, ByteBuf out) {
        int start = out.writerIndex();
        encode(message, limits, out);
        number(out, start);
    }

    /** Gives a frame that {@link #encode} wrote the next number. */
    public void number(ByteBuf frame, int start) {
        frame.setInt(start + NUMBER, sequence++);
    }

    /**
     * Appends a frame that has no number yet; any thread may do so.
     *
     * @throws IllegalArgumentException if the message is longer than the limit
     */
    public static void encode(Message message, WireLimits limits, ByteBuf out) {
        int start = out.writerIndex();
        out.writeZero(HEADER);
        MessageType type = message.accept(new Fields(out));
        int payload = 0;
        if (message instanceof Message.DatasetChunk chunk) {
            if (chunk.length() < 1 || chunk.length() > limits.chunk()) {
                out.writerIndex(start);
                throw new IllegalArgumentException(
                        "a chunk has 1 to " + limits.chunk() + " bytes, not " + chunk.length());
            }
            payload = chunk.length();
        } else if (out.writerIndex() - start > limits.message()) {
            int found = out.writerIndex() - start;
            out.writerIndex(start);
            throw new IllegalArgumentException(
                    "a message " + type + " of " + found + " bytes is longer than the limit of " + limits.message());
        }
        out.setInt(start, out.writerIndex() - start - Integer.BYTES + payload);
        out.setByte(start + Integer.BYTES, type.code());
    }

    /** Writes the fields of each case and says which it is. */
    private record Fields(ByteBuf out) implements Message.Visitor<MessageType> {
        @Override
        public MessageType hello(Message.Hello message) {
            out.writeInt(MAGIC);
            out.writeShort(VERSION);
            text(message.peer());
            out.writeByte(message.lane().code());
            octets(message.nonce());
            return MessageType.HELLO;
        }

        @Override
        public MessageType challenge(Message.Challenge message) {
            text(message.peer());
            octets(message.nonce());
            octets(message.proof());
            return MessageType.CHALLENGE;
        }

        @Override
        public MessageType proof(Message.Proof message) {
            octets(message.proof());
            return MessageType.PROOF;
        }

        @Override
        public MessageType welcome(Message.Welcome message) {
            return MessageType.WELCOME;
        }

        @Override
        public MessageType refusal(Message.Refusal message) {
            out.writeByte(message.duplicate() ? 1 : 0);
            text(message.reason());
            return MessageType.REFUSAL;
        }

        @Override
        public MessageType startPlan(Message.StartPlan message) {
            out.writeLong(message.run());
            octets(message.planHash());
            octets(message.signature());
            text(message.place());
            out.writeInt(message.settings().size());
            for (Message.Setting setting : message.settings()) {
                text(setting.name());
                text(setting.value());
            }
            return MessageType.START_PLAN;
        }

        @Override
        public MessageType missing(Message.Missing message) {
            out.writeLong(message.run());
            out.writeInt(message.digests().size());
            message.digests().forEach(this::octets);
            return MessageType.MISSING;
        }

        @Override
        public MessageType milestone(Message.Milestone message) {
            out.writeLong(message.run());
            out.writeByte(message.point().code());
            out.writeLong(message.clock());
            return MessageType.MILESTONE;
        }

        @Override
        public MessageType announcement(Message.DatasetAnnouncement message) {
            dataset(message.dataset());
            text(message.kind());
            octets(message.description());
            out.writeInt(message.layout().lengths().size());
            for (long length : message.layout().lengths()) {
                out.writeLong(length);
            }
            texts(message.onward());
            return MessageType.ANNOUNCEMENT;
        }

        @Override
        public MessageType chunk(Message.DatasetChunk message) {
            dataset(message.dataset());
            out.writeLong(message.total());
            out.writeLong(message.offset());
            return MessageType.CHUNK;
        }

        @Override
        public MessageType number(Message.NumberReady message) {
            dataset(message.dataset());
            out.writeLong(message.bits());
            return MessageType.NUMBER;
        }

        @Override
        public MessageType gangCall(Message.GangCall message) {
            gang(message);
            out.writeInt(message.rank());
            out.writeLong(message.number());
            out.writeByte(message.what());
            out.writeByte(message.type());
            out.writeLong(message.count());
            out.writeByte(message.operation());
            out.writeInt(message.root());
            out.writeInt(message.port());
            return MessageType.GANG_CALL;
        }

        @Override
        public MessageType gangProgress(Message.GangProgress message) {
            gang(message);
            out.writeInt(message.rank());
            out.writeByte(message.point().code());
            out.writeLong(message.progress());
            return MessageType.GANG_PROGRESS;
        }

        @Override
        public MessageType gangPull(Message.GangPull message) {
            gang(message);
            out.writeInt(message.owner());
            out.writeInt(message.reader());
            out.writeLong(message.number());
            out.writeLong(message.ticket());
            out.writeLong(message.from());
            out.writeInt(message.length());
            return MessageType.GANG_PULL;
        }

        @Override
        public MessageType gangPiece(Message.GangPiece message) {
            gang(message);
            out.writeInt(message.owner());
            out.writeInt(message.reader());
            out.writeLong(message.ticket());
            octets(message.bytes());
            return MessageType.GANG_PIECE;
        }

        private void gang(Message.OfGang message) {
            out.writeLong(message.run());
            out.writeInt(message.gang());
        }

        @Override
        public MessageType failure(Message.Failure message) {
            out.writeLong(message.run());
            out.writeByte(message.blame().code());
            text(message.instance());
            text(message.place());
            text(message.found());
            out.writeInt(message.causes().size());
            message.causes().forEach(this::thrown);
            return MessageType.FAILURE;
        }

        @Override
        public MessageType progress(Message.Progress message) {
            out.writeLong(message.run());
            text(message.worker());
            out.writeLong(message.done());
            out.writeLong(message.total());
            return MessageType.PROGRESS;
        }

        @Override
        public MessageType stop(Message.Stop message) {
            out.writeLong(message.run());
            text(message.reason());
            return MessageType.STOP;
        }

        @Override
        public MessageType ping(Message.Ping message) {
            out.writeLong(message.sent());
            return MessageType.PING;
        }

        @Override
        public MessageType pong(Message.Pong message) {
            out.writeLong(message.sent());
            out.writeLong(message.clock());
            return MessageType.PONG;
        }

        @Override
        public MessageType goodbye(Message.Goodbye message) {
            text(message.reason());
            return MessageType.GOODBYE;
        }

        private void thrown(Message.Thrown thrown) {
            text(thrown.text());
            out.writeInt(thrown.frames().size());
            for (Message.Frame frame : thrown.frames()) {
                text(frame.module());
                text(frame.type());
                text(frame.method());
                text(frame.file());
                out.writeInt(frame.line());
            }
        }

        private void dataset(DatasetId dataset) {
            out.writeLong(dataset.run());
            out.writeInt(dataset.slot());
        }

        private void texts(List<String> texts) {
            out.writeInt(texts.size());
            texts.forEach(this::text);
        }

        private void text(String text) {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private void octets(Octets octets) {
            bytes(octets.shared());
        }

        private void bytes(byte[] bytes) {
            out.writeInt(bytes.length);
            out.writeBytes(bytes);
        }
    }
}
