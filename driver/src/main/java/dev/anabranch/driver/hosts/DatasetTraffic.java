package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.transport.Landing;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.ArrowBuf;

/** Counts the bytes of datasets that are exchanged with one peer; for any thread. */
final class DatasetTraffic {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    void sent(long bytes) {
        sent.add(bytes);
    }

    /** Counts a dataset once it has landed, before anybody reads it. */
    Landing counting(Landing landing, long bytes) {
        return new Landing() {
            @Override
            public ArrowBuf memory() {
                return landing.memory();
            }

            @Override
            public void filled(long soFar) {
                landing.filled(soFar);
            }

            @Override
            public void landed() {
                received.add(bytes);
                landing.landed();
            }

            @Override
            public void broken(String reason) {
                landing.broken(reason);
            }
        };
    }

    HostCounts.Traffic counts() {
        return new HostCounts.Traffic(sent.sum(), received.sum());
    }
}
