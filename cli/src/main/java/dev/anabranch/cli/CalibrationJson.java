package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.calibrate.Figures;
import dev.anabranch.driver.calibrate.HostFigures;
import dev.anabranch.driver.calibrate.LinkFigures;
import dev.anabranch.driver.calibrate.LinkFit;
import dev.anabranch.driver.calibrate.PairFigures;
import dev.anabranch.driver.calibrate.TransferSample;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import java.nio.file.Path;
import java.util.List;

/** What a calibration found, for programs. Seconds, and bytes a second. */
final class CalibrationJson {
    private CalibrationJson() {}

    static ObjectNode of(Path file, Figures figures, DescribedCluster written) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("file", file.toString());
        ArrayNode hosts = node.putArray("hosts");
        for (int host = 0; host < figures.hosts().size(); host++) {
            add(
                    hosts.addObject(),
                    figures.hosts().get(host),
                    written.cluster().hosts().get(host));
        }
        ObjectNode links = node.putObject("links");
        figures.sameHost()
                .ifPresent(link -> add(
                        links.putObject("same_host"), link, written.cluster().sameHost()));
        figures.otherHost()
                .ifPresent(link -> add(
                        links.putObject("other_host"), link, written.cluster().otherHost()));
        return node;
    }

    private static void add(ObjectNode node, HostFigures measured, Host written) {
        node.put("name", measured.name());
        ArrayNode speeds = node.putArray("speeds");
        written.speeds().forEach(speeds::add);
        ArrayNode kernels = node.putArray("kernel_seconds");
        measured.kernelSeconds().forEach(kernels::add);
        node.put("task_s", measured.taskSeconds());
        node.put("memory_bandwidth", measured.memoryBandwidth());
        ObjectNode disk = node.putObject("disk");
        add(disk, written.disk());
        add(disk.putArray("sizes"), measured.files(), written.disk());
    }

    private static void add(ObjectNode node, LinkFigures measured, Link written) {
        add(node, written);
        add(node.putArray("sizes"), measured.typical(), written);
        ArrayNode pairs = node.putArray("pairs");
        for (PairFigures pair : measured.pairs()) {
            ObjectNode one = pairs.addObject();
            one.put("from", pair.from()).put("to", pair.to());
            add(one, pair.own());
            one.put("difference", pair.difference(written));
            add(one.putArray("sizes"), pair.samples(), written);
        }
    }

    private static void add(ObjectNode node, Link link) {
        node.put("latency_s", link.latency()).put("bandwidth", link.bandwidth());
    }

    private static void add(ArrayNode sizes, List<TransferSample> samples, Link written) {
        for (TransferSample sample : samples) {
            sizes.addObject()
                    .put("bytes", sample.bytes())
                    .put("measured_s", sample.seconds())
                    .put("predicted_s", written.seconds(sample.bytes()))
                    .put("error", LinkFit.error(written, sample));
        }
    }
}
