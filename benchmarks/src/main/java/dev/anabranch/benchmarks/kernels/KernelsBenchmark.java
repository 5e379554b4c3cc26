package dev.anabranch.benchmarks.kernels;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.codegen.kernel.VectorKernels;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the gigabytes a second of fused expressions in each form, read and written together: medians of rounds in which
 * every form has its turn. With {@code --json} the same as JSON.
 */
public final class KernelsBenchmark {
    private static final long[] SIZES = {64L << 20, 16L << 10};

    private KernelsBenchmark() {}

    /** Measures all cases, or those whose names an argument is part of. */
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        List<String> options = Arrays.asList(arguments);
        boolean json = options.contains("--json");
        List<String> names =
                options.stream().filter(option -> !option.startsWith("--")).toList();
        boolean vectors = VectorKernels.available() != KernelMaker.NONE;
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("java", Runtime.version().feature());
        root.put("vectors", vectors);
        ArrayNode rows = root.putArray("kernels");
        if (!json) {
            System.out.printf(
                    Locale.ROOT,
                    "GB/s, read and written together; Java %d, vectors %s%n",
                    Runtime.version().feature(),
                    vectors ? "on" : "off");
        }
        for (long bytes : SIZES) {
            if (!json) {
                System.out.printf(
                        Locale.ROOT,
                        "%ninputs of %s%n  %-13s %-23s %7s %7s %7s %7s %7s %7s   %s%n",
                        bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB",
                        "expression",
                        "in a flow",
                        "memcpy",
                        "vectors",
                        "source",
                        "by hand",
                        "task",
                        "unfused",
                        "vectors/memcpy  source/by hand  task/unfused");
            }
            for (KernelCase kernel : KernelCase.all()) {
                if (!names.isEmpty() && names.stream().noneMatch(kernel.name()::contains)) {
                    continue;
                }
                Map<String, Double> speeds = new Measurement(kernel, bytes).run();
                ObjectNode row = rows.addObject();
                row.put("name", kernel.name()).put("flow", kernel.flow()).put("bytes", bytes);
                speeds.forEach(row::put);
                row.put("vectors_to_memcpy", ratio(speeds, "vectors", "memcpy"));
                row.put("source_to_handwritten", ratio(speeds, "source", "handwritten"));
                row.put("task_to_unfused", ratio(speeds, "task", "unfused"));
                if (!json) {
                    System.out.printf(
                            Locale.ROOT,
                            "  %-13s %-23s %7.1f %7.1f %7.1f %7.1f %7.1f %7.2f   %14.2f  %14.2f  %12.1f%n",
                            kernel.name(),
                            kernel.flow(),
                            speeds.get("memcpy"),
                            speeds.get("vectors"),
                            speeds.get("source"),
                            speeds.get("handwritten"),
                            speeds.get("task"),
                            speeds.get("unfused"),
                            ratio(speeds, "vectors", "memcpy"),
                            ratio(speeds, "source", "handwritten"),
                            ratio(speeds, "task", "unfused"));
                }
            }
        }
        if (json) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        }
    }

    private static double ratio(Map<String, Double> speeds, String of, String to) {
        return speeds.getOrDefault(of, 0.0) / speeds.getOrDefault(to, Double.NaN);
    }
}
