package dev.anabranch.runtime.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** A dataset that is sent on while it lands. */
public final class Relay implements Landing, Supply {
    private final Landing landing;
    private long available;
    private long seen;
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

    @Override
    public synchronized long available() {
        seen = available;
        return available;
    }

    @Override
    public synchronized Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    @Override
    public void whenMore(Runnable again) {
        synchronized (this) {
            if (available == seen && broken == null) {
                waiting.add(again);
                return;
            }
        }
        again.run();
    }
}
