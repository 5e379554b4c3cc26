package dev.anabranch.runtime.gang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A loopback port that was free, and that no other gang of this process has. */
final class MasterPort {
    /** Ports of gangs that run, of all runs of this process. */
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private static final int TRIES = 64;

    private final int number;

    private MasterPort(int number) {
        this.number = number;
    }

    /** @throws UncheckedIOException if no port is free */
    static MasterPort find() {
        List<ServerSocket> others = new ArrayList<>();
        try {
            for (int turn = 0; turn < TRIES; turn++) {
                ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                // As long as those that are taken are open, the next is another one.
                others.add(free);
                if (TAKEN.add(free.getLocalPort())) {
                    return new MasterPort(free.getLocalPort());
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

    int number() {
        return number;
    }

    void free() {
        TAKEN.remove(number);
    }
}
