package dev.anabranch.runtime.transport.nats;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What two ends of a stream of bytes tell each other by a message of the server: a kind (1), a number (8, big-endian), and with
 * {@link Kind#BYTES} the bytes.
 */
record StreamMessage(Kind kind, long number, byte[] message) {
    /** Bytes before those of the stream. */
    static final int HEADER = 1 + Long.BYTES;

    /** Kinds by their codes, 0 and up. */
    enum Kind {
        /** Asks for a stream; the number is the window, how many bytes the asker takes unread. */
        OPEN,
        /** Gives it; the number is the window. */
        ACCEPT,
        /** Bytes of the stream; the number counts such messages from 0, so that a lost one is noticed. */
        BYTES,
        /** So many more bytes are taken. */
        CREDIT,
        /** The sender has closed; the number is that of the bytes' message that would be next. */
        CLOSE,
        /** Asks whether anybody is there. */
        PROBE
    }

    private static final Kind[] KINDS = Kind.values();

    static byte[] of(Kind kind, long number) {
        return ByteBuffer.allocate(HEADER)
                .put((byte) kind.ordinal())
                .putLong(number)
                .array();
    }

    /** Room for so many bytes, with the header before them. */
    static byte[] bytes(long number, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put((byte) Kind.BYTES.ordinal())
                .putLong(number)
                .array();
    }

    static StreamMessage read(byte[] message) throws IOException {
        if (message.length < HEADER || message[0] < 0 || message[0] >= KINDS.length) {
            throw new IOException("a message came over NATS that is none of a stream");
        }
        long number = ByteBuffer.wrap(message).getLong(1);
        if (number < 0) {
            throw new IOException("a message came over NATS with the number " + number);
        }
        return new StreamMessage(KINDS[message[0]], number, message);
    }

    int length() {
        return message.length - HEADER;
    }
}
