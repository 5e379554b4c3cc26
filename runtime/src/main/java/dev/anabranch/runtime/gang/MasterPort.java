package dev.anabranch.runtime.gang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A port that was free, and that no other gang has. */
final class MasterPort {
    private static final int TRIES = 64;

    private MasterPort() {}

    private interface Opening {
        ServerSocket open() throws IOException;
    }

    /**
     * Finds one for ranks of this machine, and takes it.
     *
     * @throws UncheckedIOException if no port is free
     */
    static int find(Ports ports) {
        return find(ports, () -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }

    /** Finds one that is free at all of the machine's addresses. */
    static int findAtAllAddresses(Ports ports) {
        return find(ports, () -> new ServerSocket(0, 1));
    }

    private static int find(Ports ports, Opening opening) {
        List<ServerSocket> others = new ArrayList<>();
        try {
            for (int turn = 0; turn < TRIES; turn++) {
                ServerSocket free = opening.open();
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
