package dev.anabranch.benchmarks.jvms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processors that this process may use, by the system's numbers.
 *
 * @param numbers in order; empty where the system does not say
 */
record Processors(List<Integer> numbers) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    Processors {
        numbers = List.copyOf(numbers);
    }

    static Processors ofThisProcess() {
        try {
            for (String line : Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.<String>of()) {
                if (line.startsWith(ALLOWED)) {
                    return parse(line.substring(ALLOWED.length()).strip());
                }
            }
        } catch (IOException | NumberFormatException unknown) {
            System.err.println("the processors of this process are not known: " + unknown);
        }
        return new Processors(List.of());
    }

    /** Of a list such as {@code 0-3,8}. */
    static Processors parse(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            for (int number = Integer.parseInt(ends[0]); number <= Integer.parseInt(ends[ends.length - 1]); number++) {
                numbers.add(number);
            }
        }
        return new Processors(numbers);
    }

    @Override
    public String toString() {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    /** Has all threads of another process run on these; whether that was done. */
    boolean bind(long process) {
        try {
            Process command = new ProcessBuilder("taskset", "-a", "-p", "-c", toString(), Long.toString(process))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return command.waitFor(1, TimeUnit.MINUTES) && command.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
