package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.Message;
import java.util.ArrayDeque;
import java.util.Queue;

/** Numbers on their way to one host, in order. What its lane has no room for waits here until it is asked to go on. */
final class NumberMail {
    private final long run;
    private final Peer peer;
    private final Runnable room;
    private final Queue<Message.NumberReady> waiting = new ArrayDeque<>();

    /** @param room is called, by any thread, when it may go on */
    NumberMail(long run, Peer peer, Runnable room) {
        this.run = run;
        this.peer = peer;
        this.room = room;
    }

    void send(int cell, long bits) {
        Message.NumberReady number = new Message.NumberReady(new DatasetId(run, cell), bits);
        boolean first;
        synchronized (this) {
            if (waiting.isEmpty() && peer.offer(number)) {
                return;
            }
            first = waiting.isEmpty();
            waiting.add(number);
        }
        if (first) {
            peer.whenWritable(room);
        }
    }

    void goOn() {
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

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
