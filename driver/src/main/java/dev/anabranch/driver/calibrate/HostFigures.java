package dev.anabranch.driver.calibrate;

import dev.anabranch.model.cluster.Link;
import java.util.List;

/**
 * What was measured of a host.
 *
 * @param name its name
 * @param kernelSeconds what the same computation takes on each worker while all of them compute
 * @param memoryBandwidth bytes a second that a worker copies in memory
 * @param taskSeconds what a task costs that does nothing
 * @param files how long files of several sizes take to be written or read, in the mean
 * @param disk the link that comes closest to them
 */
public record HostFigures(
        String name,
        List<Double> kernelSeconds,
        double memoryBandwidth,
        double taskSeconds,
        List<TransferSample> files,
        Link disk) {
    public HostFigures {
        kernelSeconds = List.copyOf(kernelSeconds);
        files = List.copyOf(files);
    }
}
