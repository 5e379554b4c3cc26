package dev.anabranch.cli;

import dev.anabranch.driver.calibrate.Figures;
import dev.anabranch.driver.calibrate.HostFigures;
import dev.anabranch.driver.calibrate.LinkFigures;
import dev.anabranch.driver.calibrate.LinkFit;
import dev.anabranch.driver.calibrate.PairFigures;
import dev.anabranch.driver.calibrate.TransferSample;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.type.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints what a calibration found, and how well the written file predicts it. */
final class CalibrationPrinter {
    /** Pairs that differ by more from the link of all are listed. */
    static final double NOTABLE = 0.2;

    private final Screen screen;

    CalibrationPrinter(Screen screen) {
        this.screen = screen;
    }

    void print(Path file, Figures figures, DescribedCluster written) {
        screen.out().println("wrote " + file);
        screen.out().println();
        TextTable hosts = new TextTable("host", "workers", "speed", "a task", "memory", "disk", "files off by");
        for (int host = 0; host < figures.hosts().size(); host++) {
            add(hosts, figures.hosts().get(host), written.cluster().hosts().get(host));
        }
        hosts.lines().forEach(screen.out()::println);
        figures.sameHost()
                .ifPresent(link ->
                        print("same_host", "workers", link, written.cluster().sameHost()));
        figures.otherHost()
                .ifPresent(link ->
                        print("other_host", "hosts", link, written.cluster().otherHost()));
    }

    private static void add(TextTable table, HostFigures measured, Host written) {
        List<Double> speeds = written.speeds();
        table.add(
                measured.name(),
                Integer.toString(speeds.size()),
                speeds.stream().distinct().count() == 1 ? speeds.get(0).toString() : speeds.toString(),
                Quantity.showSeconds(measured.taskSeconds()),
                rate(measured.memoryBandwidth()),
                Quantity.showSeconds(written.disk().latency()) + ", "
                        + rate(written.disk().bandwidth()),
                String.format(Locale.ROOT, "%.1f %%", 100 * LinkFit.worst(written.disk(), measured.files())));
    }

    private void print(String name, String ends, LinkFigures measured, Link link) {
        screen.out().println();
        int pairs = measured.pairs().size();
        screen.out()
                .println(name + ": latency " + Quantity.showSeconds(link.latency()) + ", bandwidth "
                        + rate(link.bandwidth()) + ", from " + pairs + (pairs == 1 ? " pair of " : " pairs of ")
                        + ends);
        TextTable table = new TextTable("size", "measured", "predicted", "error");
        List<TransferSample> typical = measured.typical();
        for (TransferSample sample : typical) {
            table.add(
                    Quantity.showBytes(sample.bytes()),
                    Quantity.showSeconds(sample.seconds()),
                    Quantity.showSeconds(link.seconds(sample.bytes())),
                    String.format(Locale.ROOT, "%.1f %%", 100 * LinkFit.error(link, sample)));
        }
        table.lines().forEach(screen.out()::println);
        long missed = typical.stream()
                .filter(sample -> Math.abs(LinkFit.error(link, sample)) > NOTABLE)
                .count();
        if (missed > 0) {
            screen.out()
                    .println("  No line of latency and bandwidth comes within 20 % of all sizes; " + missed
                            + (missed == 1 ? " is" : " are") + " further off.");
        }
        for (PairFigures pair : measured.pairs()) {
            double difference = pair.difference(link);
            if (pairs > 1 && Math.abs(difference) > NOTABLE) {
                screen.out()
                        .println("  " + pair.from() + " - " + pair.to() + " is another: latency "
                                + Quantity.showSeconds(pair.own().latency()) + ", bandwidth "
                                + rate(pair.own().bandwidth())
                                + String.format(Locale.ROOT, ", up to %.1f %%", 100 * Math.abs(difference))
                                + (difference > 0 ? " longer" : " shorter"));
            }
        }
    }

    /** Decimal, as cluster files write bandwidths. */
    private static String rate(double bytes) {
        return bytes < 1e12
                ? String.format(Locale.ROOT, "%.3g GB/s", bytes / 1e9)
                : String.format(Locale.ROOT, "%.0f TB/s", bytes / 1e12);
    }
}
