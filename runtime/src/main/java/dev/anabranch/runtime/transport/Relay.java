package dev.anabranch.runtime.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** A dataset that is sent on, by one or by several senders, while it lands. */
public final class Relay implements Landing {
    private final Landing landing;
    private long available;
    private @Nullable String broken;
    private List<Runnable> waiting = new ArrayList<>();

    /** @param landing where it lands */
    public Relay(Landing landing) {
        this.landing = landing;
    }

    @Override
    public ArrowBuf memory() {
        return landing.memory();
    }

    @Override
    public void filled(long bytes) {
        landing.filled(bytes);
        tell(bytes, null);
    }

    @Override
    public void landed() {
        tell(Long.MAX_VALUE, null);
        landing.landed();
    }

    @Override
    public void broken(String reason) {
        tell(0, reason);
        landing.broken(reason);
    }

    private void tell(long bytes, @Nullable String reason) {
        List<Runnable> now;
        synchronized (this) {
            available = Math.max(available, bytes);
            broken = reason;
            now = waiting;
            waiting = new ArrayList<>();
        }
        now.forEach(Runnable::run);
    }

    /** Whether all of it has landed. */
    public synchronized boolean isWhole() {
        return available == Long.MAX_VALUE;
    }

    /** What one of those that send it on may send. */
    public Supply supply() {
        return new Share();
    }

    /** Each of several senders has seen as much as it has asked for itself. */
    private final class Share implements Supply {
        private long seen;

        @Override
        public long available() {
            synchronized (Relay.this) {
                seen = available;
                return available;
            }
        }

        @Override
        public Optional<String> broken() {
            synchronized (Relay.this) {
                return Optional.ofNullable(broken);
            }
        }

        @Override
        public void whenMore(Runnable again) {
            synchronized (Relay.this) {
                if (available == seen && broken == null) {
                    waiting.add(again);
                    return;
                }
            }
            again.run();
        }
    }
}
