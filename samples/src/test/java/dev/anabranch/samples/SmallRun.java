package dev.anabranch.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A sample with parameters that let it run in a moment. */
record SmallRun(String flow, Map<String, String> parameters) {
    /** With parameters such as {@code members=8 points=64}. */
    static SmallRun of(String flow, String parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split(" ", -1)) {
            int equals = parameter.indexOf('=');
            values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return new SmallRun(flow, values);
    }

    /** All that need no files. */
    static Stream<SmallRun> ofAllSamples() {
        return Stream.of(
                of("ensemble/ensemble.flow", "members=8 points=64"),
                of("ensemble/many.flow", "members=8 points=64"),
                of("postprocess/postprocess.flow", "points=64"),
                of("cholesky/cholesky.flow", "n=5 tile=8"),
                of("sdmi/sdmi.flow", "n=30 children=4"),
                of("bdg/bdg.flow", "n=30 count=4"),
                of("tpch/q1.flow", "scale=0.002"),
                of("tpch/q3.flow", "scale=0.002"),
                of("tpch/q6.flow", "scale=0.002"),
                of("recompute/scores.flow", "size=30 scenes=4"),
                of("kmeans/kmeans.flow", "count=1000 rounds=5"),
                of("patterns/stencil_1d.flow", "width=8 steps=20 bytes=4KiB"),
                of("patterns/dom.flow", "width=8 steps=20"),
                of("patterns/fft.flow", "width=8 steps=20"),
                of("patterns/nearest.flow", "width=8 steps=20"),
                of("patterns/no_comm.flow", "width=8 steps=20"),
                of("patterns/random_nearest.flow", "width=8 steps=20"),
                of("patterns/spread.flow", "width=8 steps=20"),
                of("patterns/stencil_1d.flow", "width=8 steps=20"),
                of("patterns/stencil_1d_periodic.flow", "width=8 steps=20"),
                of("patterns/tree.flow", "width=8 steps=20"),
                of("patterns/trivial.flow", "width=8 steps=20"));
    }

    /** The flow's file; patterns publish nothing, so of them a copy that does. */
    Path publishing(Path folder) throws IOException {
        Path file = Path.of(flow);
        String text = Files.readString(file);
        return text.contains("\npublish ")
                ? file
                : Files.writeString(folder.resolve(file.getFileName()), text + "\npublish x\n");
    }

    @Override
    public String toString() {
        return flow + " " + parameters;
    }
}
