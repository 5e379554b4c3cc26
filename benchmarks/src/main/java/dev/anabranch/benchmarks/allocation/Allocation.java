package dev.anabranch.benchmarks.allocation;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Prints what runs allocate on the heap for each task: bytes as the JVM counts them, and sampled classes. */
public final class Allocation {
    private static final int RUNS = 20;
    private static final int MOST_CLASSES = 6;

    private Allocation() {}

    /**
     * Measures stencils of numbers and of tensors, and the loop by hand.
     *
     * @param arguments how many tasks, a million if nothing is said
     */
    public static void main(String[] arguments) throws IOException {
        int tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        System.out.printf(
                "%-28s %7s %11s %12s %12s  %s%n", "flow", "workers", "tasks", "first run", "later", "of it, sampled");
        for (int workers : new int[] {1, 2}) {
            print("numbers", workers, Stencil.ofNumbers(tasks, workers));
        }
        for (int bytes : new int[] {64, 4096}) {
            for (int workers : new int[] {1, 2}) {
                print("tensors of " + bytes + " bytes", workers, Stencil.ofTensors(tasks / 10, workers, bytes));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %7s %,11d %12s %12.2f%n",
                    "  the same tensors by hand",
                    "",
                    tasks / 10,
                    "",
                    TensorsByHand.bytesPerTask(tasks / 10, bytes, RUNS));
        }
    }

    private static void print(String name, int workers, Stencil flow) throws IOException {
        double first = flow.run() / (double) flow.tasks();
        double later = flow.leastBytes(RUNS) / (double) flow.tasks();
        Map<String, Long> classes = AllocatedClasses.during(() -> flow.leastBytes(RUNS));
        long all = classes.values().stream().mapToLong(bytes -> bytes).sum();
        StringBuilder shares = new StringBuilder();
        classes.entrySet().stream()
                .limit(MOST_CLASSES)
                .forEach(entry -> shares.append(String.format(
                        Locale.ROOT, " %s %.0f %%,", simple(entry.getKey()), 100.0 * entry.getValue() / all)));
        System.out.printf(
                Locale.ROOT, "%-28s %7d %,11d %12.2f %12.3f %s%n", name, workers, flow.tasks(), first, later, shares);
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
