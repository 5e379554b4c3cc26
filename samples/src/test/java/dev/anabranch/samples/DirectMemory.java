package dev.anabranch.samples;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Memory off the heap that this process's byte buffers take: Netty's, and the JDK's own. Datasets are not among it. */
final class DirectMemory {
    private DirectMemory() {}

    /** In bytes. */
    static long used() {
        long jdk = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return jdk + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    static Watch watch() {
        Watch watch = new Watch();
        watch.start();
        return watch;
    }

    /** Looks every millisecond. */
    static final class Watch extends Thread implements AutoCloseable {
        private volatile boolean over;
        private volatile long most;
        private volatile long looks;

        private Watch() {
            super("direct-memory");
            setDaemon(true);
        }

        @Override
        @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one thread writes
        public void run() {
            while (!over) {
                most = Math.max(most, used());
                looks++;
                try {
                    TimeUnit.MILLISECONDS.sleep(1);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        /** The most bytes that it saw. */
        long most() {
            return most;
        }

        long looks() {
            return looks;
        }

        @Override
        public void close() {
            over = true;
        }
    }
}
