package dev.anabranch.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A number of inputs, one after the other. */
final class FuzzRun {
    /** Processor time for one input; ordinary ones take some milliseconds. */
    static final int BUDGET_SECONDS = 20;

    private static final int MINIMISING_ATTEMPTS = 1_500;

    private final Mutator mutator;
    private final Findings findings;
    private final Subject subject = new Subject();
    private final Guard guard = new Guard(BUDGET_SECONDS);
    private final Map<String, Integer> codes = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final List<String> slowest = new ArrayList<>();
    private long slowestNanos;
    private int accepted;
    private int planned;

    FuzzRun(Mutator mutator, Findings findings) {
        this.mutator = mutator;
        this.findings = findings;
    }

    /** Tries an input; what it was is told by its number. */
    void tryNumber(long number) {
        tryInput(number, mutator.input(number));
    }

    /** Tries an input. */
    void tryInput(long number, FuzzInput input) {
        kinds.merge(input.kind(), 1, Integer::sum);
        Guard.Result<Outcome> result = guard.run(() -> subject.check(input, number));
        result.result().ifPresent(this::count);
        if (result.nanos() > slowestNanos) {
            slowestNanos = result.nanos();
            slowest.add(String.format("input %d, %s, %.2f s", number, input.kind(), slowestNanos / 1e9));
        }
        if (result.failure().isPresent() && findings.isWanted(result.failure().get())) {
            Failure failure = result.failure().get();
            findings.keep(number, input, small(number, input, failure), failure);
        }
    }

    private void count(Outcome outcome) {
        accepted += outcome.accepted() ? 1 : 0;
        planned += outcome.planned() ? 1 : 0;
        outcome.codes().forEach(code -> codes.merge(code, 1, Integer::sum));
    }

    private FuzzInput small(long number, FuzzInput input, Failure failure) {
        boolean slow = failure.signature().startsWith("hang") || input.bytes().length > 100_000;
        int attempts = slow ? 20 : MINIMISING_ATTEMPTS;
        Predicate<FuzzInput> fails = candidate -> guard.run(() -> subject.check(candidate, number))
                .failure()
                .filter(f -> f.signature().equals(failure.signature()))
                .isPresent();
        FuzzInput small =
                input.with(new Minimiser(bytes -> fails.test(input.with(bytes)), attempts).minimise(input.bytes()));
        for (Map.Entry<String, String> other : input.others().entrySet()) {
            FuzzInput now = small;
            byte[] text = new Minimiser(
                            bytes -> fails.test(now.with(other.getKey(), new String(bytes, StandardCharsets.UTF_8))),
                            attempts)
                    .minimise(other.getValue().getBytes(StandardCharsets.UTF_8));
            small = small.with(other.getKey(), new String(text, StandardCharsets.UTF_8));
        }
        return small;
    }

    int accepted() {
        return accepted;
    }

    int planned() {
        return planned;
    }

    /** How often each diagnostic came up, by code. */
    Map<String, Integer> codes() {
        return codes;
    }

    /** How many inputs there were of each kind. */
    Map<String, Integer> kinds() {
        return kinds;
    }

    /** Each input that took longer than all before it. */
    List<String> slowest() {
        return slowest;
    }
}
