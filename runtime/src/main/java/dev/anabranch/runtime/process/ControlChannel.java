package dev.anabranch.runtime.process;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One end of a connection: frames of a length and a message. One thread receives; any may send. */
public final class ControlChannel implements AutoCloseable {
    private final SocketChannel socket;
    private final DataInputStream in;

    public ControlChannel(SocketChannel socket) {
        this.socket = socket;
        this.in = new DataInputStream(Channels.newInputStream(socket));
    }

    /**
     * Sends a message.
     *
     * @throws IOException if the other end is gone, or the message is longer than {@link ControlMessage#LONGEST}
     */
    public void send(ControlMessage message) throws IOException {
        byte[] bytes = ControlMessage.encode(message);
        if (bytes.length > ControlMessage.LONGEST) {
            throw new IOException("a message of " + bytes.length + " bytes is too long");
        }
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .flip();
        synchronized (this) {
            while (frame.hasRemaining()) {
                socket.write(frame);
            }
        }
    }

    /**
     * The next message; null when the other end has closed or died.
     *
     * @throws IOException if what came is no message
     */
    public @Nullable ControlMessage receive() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException closed) {
            return null;
        }
        if (length < 1 || length > ControlMessage.LONGEST) {
            throw new IOException("a message cannot have " + length + " bytes");
        }
        return ControlMessage.decode(in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
