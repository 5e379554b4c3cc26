package dev.anabranch.runtime.transport.nats;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What two ends of a stream of bytes tell each other by a message of the server: a kind (1), a number (8, big-endian), and with
 * {@link Kind#BYTES} the bytes.
 */
final class StreamMessage {
    /** Bytes before those of the stream. */
    static final int HEADER = 1 + Long.BYTES;

    /** What a message is, and the byte that says so. */
    enum Kind {
        /** Asks for a stream; the number is the window, how many bytes the asker takes unread. */
        OPEN(0),
        /** Gives it; the number is the window. */
        ACCEPT(1),
        /** Bytes of the stream; the number counts such messages from 0, so that a lost one is noticed. */
        BYTES(2),
        /** So many more bytes are taken. */
        CREDIT(3),
        /** The sender has closed; the number is that which bytes would have next. */
        CLOSE(4),
        /** Asks whether anybody is there. */
        PROBE(5);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    private final Kind kind;
    private final long number;
    private final byte[] message;

    private StreamMessage(Kind kind, long number, byte[] message) {
        this.kind = kind;
        this.number = number;
        this.message = message;
    }

    static byte[] of(Kind kind, long number) {
        return withRoom(kind, number, 0);
    }

    /** Room for so many bytes, with the header before them. */
    static byte[] bytes(long number, int length) {
        return withRoom(Kind.BYTES, number, length);
    }

    private static byte[] withRoom(Kind kind, long number, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put(kind.code)
                .putLong(number)
                .array();
    }

    /** As read when the other end cannot say any more that it has closed. */
    static StreamMessage closed() {
        return new StreamMessage(Kind.CLOSE, 0, of(Kind.CLOSE, 0));
    }

    static StreamMessage read(byte[] message) throws IOException {
        if (message.length >= HEADER) {
            long number = ByteBuffer.wrap(message).getLong(1);
            for (Kind kind : KINDS) {
                if (kind.code == message[0] && number >= 0) {
                    return new StreamMessage(kind, number, message);
                }
            }
        }
        throw new IOException("a message came over NATS that is none of a stream");
    }

    Kind kind() {
        return kind;
    }

    long number() {
        return number;
    }

    /** How many bytes of the stream it has. */
    int length() {
        return message.length - HEADER;
    }

    /** The bytes of the stream, not copied. */
    ByteBuf content() {
        return Unpooled.wrappedBuffer(message, HEADER, length());
    }
}
