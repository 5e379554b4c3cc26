package dev.anabranch.runtime.gang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A loopback port that was free, and that no other gang has. */
final class MasterPort {
    private static final int TRIES = 64;

    private MasterPort() {}

    /**
     * Finds one, and takes it.
     *
     * @throws UncheckedIOException if no port is free
     */
    static int find(Ports ports) {
        List<ServerSocket> others = new ArrayList<>();
        try {
            for (int turn = 0; turn < TRIES; turn++) {
                ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                // As long as those that are taken are open, the next is another one.
                others.add(free);
                if (ports.take(free.getLocalPort())) {
                    return free.getLocalPort();
                }
            }
            throw new IOException("no port of " + TRIES + " is free");
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        } finally {
            others.forEach(MasterPort::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException left) {
            // Nobody has connected to it, and nobody will.
        }
    }

    static String address() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }
}
