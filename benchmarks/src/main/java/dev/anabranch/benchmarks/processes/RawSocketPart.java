package dev.anabranch.benchmarks.processes;

import dev.anabranch.benchmarks.jvms.Lap;
import dev.anabranch.benchmarks.jvms.Part;
import dev.anabranch.benchmarks.jvms.Seat;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of two processes that send 16 bytes to and fro over a blocking unix-domain socket of the JDK, and nothing else: what the
 * system takes to wake the other one. The first process finds how many nanoseconds all round trips took.
 */
final class RawSocketPart implements Part {
    private static final int MESSAGE = 16;

    private final boolean server;
    private final int roundTrips;
    private @Nullable SocketChannel socket;

    /** @param arguments how many round trips a run has */
    RawSocketPart(Seat seat, List<String> arguments) {
        this.server = seat.process() == 0;
        this.roundTrips = Integer.parseInt(arguments.get(0));
    }

    @Override
    public void ready(Path folder) throws IOException, InterruptedException {
        if (socket == null) {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("raw"));
            socket = server ? accepted(address) : connected(address);
        }
    }

    private static SocketChannel accepted(UnixDomainSocketAddress address) throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(address);
            return listening.accept();
        }
    }

    private static SocketChannel connected(UnixDomainSocketAddress address) throws IOException, InterruptedException {
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (ConnectException | NoSuchFileException notYet) {
                channel.close();
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (IOException missing) {
                // How the JDK says that the file is not there yet.
                channel.close();
                if (!String.valueOf(missing.getMessage()).contains("No such file")) {
                    throw missing;
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    @Override
    public Lap run() throws IOException {
        SocketChannel channel = Objects.requireNonNull(socket);
        ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);
        long began = System.nanoTime();
        for (int trip = 0; trip < roundTrips; trip++) {
            if (server) {
                write(channel, message);
            }
            read(channel, message);
            if (!server) {
                write(channel, message);
            }
        }
        long ended = System.nanoTime();
        return new Lap(ended, server ? new long[] {ended - began} : new long[0]);
    }

    private static void write(SocketChannel channel, ByteBuffer message) throws IOException {
        message.clear();
        while (message.hasRemaining()) {
            channel.write(message);
        }
    }

    private static void read(SocketChannel channel, ByteBuffer message) throws IOException {
        message.clear();
        while (message.hasRemaining()) {
            if (channel.read(message) < 0) {
                throw new EOFException("the other process has closed the socket");
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
