package dev.anabranch.driver;

import com.sun.management.OperatingSystemMXBean;
import dev.anabranch.model.cluster.Cluster;
import java.lang.management.ManagementFactory;

/** The machine model of the machine this runs on: one host whose workers are threads of one process. */
public final class ThisMachine {
    private static final long GIB = 1L << 30;

    private ThisMachine() {}

    /** One worker for each core. */
    public static Cluster cluster() {
        return cluster(Runtime.getRuntime().availableProcessors());
    }

    /** So many workers, which share three quarters of the machine's memory, in whole GiB. */
    public static Cluster cluster(int workers) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long gibibytes = system.getTotalMemorySize() * 3 / 4 / GIB;
        return Cluster.threads("local", workers, Math.max(1, gibibytes) * GIB);
    }
}
