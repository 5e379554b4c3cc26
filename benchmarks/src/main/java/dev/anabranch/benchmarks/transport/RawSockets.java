package dev.anabranch.benchmarks.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Blocking socket channels of the JDK, and nothing else: what the system gives. */
final class RawSockets implements AutoCloseable {
    private static final int HEADER = 16;

    private final SocketChannel here;
    private final SocketChannel there;
    private final Path socket;

    RawSockets(boolean unix) throws IOException {
        socket = Files.createTempDirectory("anabranch").resolve("raw");
        try (ServerSocketChannel server =
                unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open()) {
            SocketAddress address = unix
                    ? UnixDomainSocketAddress.of(socket)
                    : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server.bind(address);
            here = SocketChannel.open(server.getLocalAddress());
            there = server.accept();
        }
        if (!unix) {
            here.setOption(StandardSocketOptions.TCP_NODELAY, true);
            there.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /** Seconds of so many round trips of 16 bytes. */
    double roundTrips(int count) throws IOException, InterruptedException {
        Thread echo = start(() -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(HEADER);
            for (int i = 0; i < count; i++) {
                read(there, buffer);
                write(there, buffer.flip());
                buffer.clear();
            }
        });
        ByteBuffer buffer = ByteBuffer.allocateDirect(HEADER);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            write(here, buffer.clear());
            read(here, buffer.clear());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        echo.join();
        return seconds;
    }

    /** Seconds until so many datasets of so many bytes were read into memory of that size. */
    double stream(int size, int count, int chunk) throws IOException, InterruptedException {
        ByteBuffer from = ByteBuffer.allocateDirect(size);
        ByteBuffer into = ByteBuffer.allocateDirect(size);
        Touch.pages(from);
        Touch.pages(into);
        long start = System.nanoTime();
        Thread reader = start(() -> {
            for (int i = 0; i < count; i++) {
                read(there, into.clear());
            }
        });
        for (int i = 0; i < count; i++) {
            for (int at = 0; at < size; at += chunk) {
                write(here, from.clear().position(at).limit(Math.min(size, at + chunk)));
            }
        }
        reader.join();
        return (System.nanoTime() - start) / 1e9;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static Thread start(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void read(SocketChannel from, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into) < 0) {
                throw new IOException("the other end closed");
            }
        }
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        here.close();
        there.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }
}
