package dev.anabranch.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/** When the user called the command. */
final class CommandStart {
    private CommandStart() {}

    /** Seconds from then on; from the start of this virtual machine where no launcher says when it was called. */
    static double secondsUntil(Instant moment) {
        String launched = System.getProperty("anabranch.launched", "");
        double begin = launched.matches("[0-9]+\\.[0-9]+")
                ? Double.parseDouble(launched)
                : ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
        return Duration.between(Instant.EPOCH, moment).toNanos() / 1e9 - begin;
    }
}
