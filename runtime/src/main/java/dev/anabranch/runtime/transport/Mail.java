package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.Message;
import java.util.ArrayDeque;
import java.util.Queue;

/** Messages on their way to one peer, in order. What its lane has no room for waits here until it is asked to go on. */
public final class Mail {
    private final Peer peer;
    private final Runnable room;
    private final Queue<Message> waiting = new ArrayDeque<>();

    /**
     * Nothing is on its way yet.
     *
     * @param room is called, by any thread, when it may go on
     */
    public Mail(Peer peer, Runnable room) {
        this.peer = peer;
        this.room = room;
    }

    /** Sends a message after those before; never waits. */
    public void send(Message message) {
        boolean first;
        synchronized (this) {
            if (waiting.isEmpty() && peer.offer(message)) {
                return;
            }
            first = waiting.isEmpty();
            waiting.add(message);
        }
        if (first) {
            peer.whenWritable(room);
        }
    }

    /** Sends what waits, as far as there is room. */
    public void goOn() {
        boolean full;
        synchronized (this) {
            boolean moved = false;
            while (!waiting.isEmpty() && peer.offer(waiting.element())) {
                waiting.remove();
                moved = true;
            }
            // A peer that takes nothing although it was writable is gone, or will be asked again in a moment.
            full = moved && !waiting.isEmpty();
        }
        if (full) {
            peer.whenWritable(room);
        }
    }

    /** Whether nothing waits. */
    public synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
