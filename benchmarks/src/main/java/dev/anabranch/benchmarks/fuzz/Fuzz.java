package dev.anabranch.benchmarks.fuzz;

import dev.anabranch.driver.DiagnosticIndex;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fuzzes the compiler: {@code [--inputs n] [--from n] [--seed n] [--only n] [--out folder] [--root folder]}. Ends with 0 if every law
 * held, with 1 if some input failed, with 2 if the command line is wrong.
 */
public final class Fuzz {
    private static final long REPORT_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final Map<String, String> options;
    private final HeapPeak heap = HeapPeak.watch();
    private long lastReport = System.nanoTime();

    private Fuzz(PrintStream out, Map<String, String> options) {
        this.out = out;
        this.options = options;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "--inputs",
                "200000",
                "--from",
                "0",
                "--seed",
                "1",
                "--only",
                "",
                "--out",
                "target/fuzz",
                "--root",
                "."));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i]) || i + 1 == arguments.length) {
                System.err.println("unknown option, or one without its value: " + arguments[i]);
                System.exit(2);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        // Threads that hang would keep the process alive.
        System.exit(new Fuzz(System.out, options).run());
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }

    private int run() throws IOException {
        long seed = Long.parseLong(option("--seed"));
        long inputs = Long.parseLong(option("--inputs"));
        Path folder = Path.of(option("--out"));
        Findings findings = new Findings(folder);
        Corpus corpus = Corpus.below(Path.of(option("--root")));
        FuzzRun run = new FuzzRun(new Mutator(corpus, seed), findings);
        long begin = System.nanoTime();
        if (!option("--only").isEmpty()) {
            run.tryNumber(Long.parseLong(option("--only")));
            inputs = 1;
        } else {
            List<FuzzInput> giants = Giants.all();
            out.printf(
                    "%,d inputs, seed %d, %d flows in the corpus, %d giants first%n",
                    inputs, seed, corpus.entries().size(), giants.size());
            for (int i = 0; i < giants.size(); i++) {
                run.tryInput(-1 - i, giants.get(i));
                report("giants", i + 1, giants.size(), begin, run, findings);
            }
            begin = System.nanoTime();
            long from = Long.parseLong(option("--from"));
            for (long done = 0; done < inputs; done++) {
                run.tryNumber(from + done);
                report("inputs", done + 1, inputs, begin, run, findings);
            }
        }
        summary(inputs, (System.nanoTime() - begin) / 1e9, run, findings, folder);
        return findings.counts().isEmpty() ? 0 : 1;
    }

    /** A line now and then. */
    private void report(String what, long done, long all, long begin, FuzzRun run, Findings findings) {
        long now = System.nanoTime();
        if (now - lastReport < REPORT_NANOS) {
            return;
        }
        lastReport = now;
        out.printf(
                Locale.ROOT,
                "%,d of %,d %s  %.0f/s  %,d accepted  %,d planned  %d codes  %d kinds of failure%n",
                done,
                all,
                what,
                done / ((now - begin) / 1e9),
                run.accepted(),
                run.planned(),
                run.codes().size(),
                findings.counts().size());
    }

    private void notReached(FuzzRun run) {
        List<String> missing = new ArrayList<>();
        for (DiagnosticCode code : DiagnosticIndex.all()) {
            if (!run.codes().containsKey(code.id())) {
                missing.add(code.id() + " " + code.title());
            }
        }
        out.printf(
                "%d of %d codes; not reached: %s%n",
                DiagnosticIndex.all().size() - missing.size(),
                DiagnosticIndex.all().size(),
                String.join(", ", missing));
    }

    private void summary(long inputs, double seconds, FuzzRun run, Findings findings, Path folder) {
        out.printf(
                Locale.ROOT,
                "%,d inputs in %.0f s, %.0f/s: %,d accepted, %,d planned and run%n",
                inputs,
                seconds,
                inputs / seconds,
                run.accepted(),
                run.planned());
        out.println("kinds of input: " + run.kinds());
        out.println("diagnostics: " + run.codes());
        if (inputs > 1) {
            notReached(run);
        }
        out.println("slowest: "
                + String.join(
                        ", ",
                        run.slowest()
                                .subList(
                                        Math.max(0, run.slowest().size() - 3),
                                        run.slowest().size())));
        out.printf(
                Locale.ROOT,
                "heap: at most %,d MiB after a collection, of %,d MiB%n",
                heap.bytes() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        if (findings.counts().isEmpty()) {
            out.println("every law held");
        } else {
            out.println("failures, the first of each kind in " + folder + ":");
            findings.counts().forEach((signature, count) -> out.printf("  %,d times %s%n", count, signature));
        }
    }
}
