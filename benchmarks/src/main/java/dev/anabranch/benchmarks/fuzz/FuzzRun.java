package dev.anabranch.benchmarks.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private byte[] small(long number, FuzzInput input, Failure failure) {
        boolean slow = failure.signature().startsWith("hang") || input.bytes().length > 100_000;
        Minimiser minimiser = new Minimiser(
                bytes -> !Arrays.equals(bytes, input.bytes())
                        && guard.run(() -> subject.check(input.with(bytes), number))
                                .failure()
                                .filter(f -> f.signature().equals(failure.signature()))
                                .isPresent(),
                slow ? 20 : MINIMISING_ATTEMPTS);
        return minimiser.minimise(input.bytes());
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
