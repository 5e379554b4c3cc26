package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.Mail;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.Lane;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * What a host's share of a run does beside its workers: it asks again for what it had no room for, sends what waits, and looks
 * whether what is sent gets on.
 */
final class HostCaretaker extends Thread {
    private static final long PERIOD_NANOS = 10_000_000;

    private final Set<Peer> held = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Mail> mails = new CopyOnWriteArrayList<>();
    private final Runnable look;
    private volatile boolean ended;

    /** @param look is run again and again */
    HostCaretaker(int host, Runnable look) {
        super("caretaker-of-host-" + host);
        this.look = look;
        setDaemon(true);
    }

    /** Looks after a mail. */
    void add(Mail mail) {
        mails.add(mail);
    }

    /** Whether a mail has not gone yet. */
    boolean hasMail() {
        return mails.stream().anyMatch(mail -> !mail.isEmpty());
    }

    /** There was no memory for what a peer sends. */
    void hold(Peer peer) {
        held.add(peer);
    }

    /** There is room somewhere. */
    void wake() {
        LockSupport.unpark(this);
    }

    void end() {
        ended = true;
        wake();
    }

    @Override
    public void run() {
        while (!ended) {
            mails.forEach(Mail::goOn);
            look.run();
            for (Peer peer : List.copyOf(held)) {
                held.remove(peer);
                peer.resume(Lane.BULK);
            }
            LockSupport.parkNanos(this, PERIOD_NANOS);
        }
    }
}
