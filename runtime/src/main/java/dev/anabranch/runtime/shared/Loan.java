package dev.anabranch.runtime.shared;

import java.util.concurrent.atomic.AtomicInteger;

/** A value of another process that is in use here, until the last of its buffers is given back. */
final class Loan {
    private final AtomicInteger uses = new AtomicInteger(1);
    private final Runnable returned;

    Loan(Runnable returned) {
        this.returned = returned;
    }

    void use() {
        uses.incrementAndGet();
    }

    void giveBack() {
        if (uses.decrementAndGet() == 0) {
            returned.run();
        }
    }
}
