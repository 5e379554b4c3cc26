package dev.anabranch.benchmarks.fuzz;

import java.util.Arrays;
import java.util.Optional;

/**
 * That an input broke a law, crashed the compiler or kept it busy for too long.
 *
 * @param signature equal for what is probably the same mistake
 * @param cause what was thrown; where a thread hung, what it was doing
 */
record Failure(String signature, Throwable cause) {
    static Failure of(Throwable thrown) {
        if (thrown instanceof AssertionError) {
            // Up to what differs from input to input.
            String message = String.valueOf(thrown.getMessage())
                    .split("[\\[\\n:(]", 2)[0]
                    .strip();
            return new Failure("law: " + message.substring(0, Math.min(60, message.length())), thrown);
        }
        String where = frame(thrown.getStackTrace());
        return new Failure(thrown.getClass().getSimpleName() + " in " + where, thrown);
    }

    static Failure hang(StackTraceElement[] stack) {
        AssertionError cause = new AssertionError("took too long");
        cause.setStackTrace(stack);
        return new Failure("hang in " + frame(stack), cause);
    }

    private static String frame(StackTraceElement[] stack) {
        Optional<StackTraceElement> own = Arrays.stream(stack)
                .filter(e -> e.getClassName().startsWith("dev.anabranch"))
                .filter(e -> !e.getClassName().startsWith("dev.anabranch.benchmarks"))
                .findFirst();
        return own.map(e -> e.getClassName().substring(e.getClassName().lastIndexOf('.') + 1) + "." + e.getMethodName())
                .orElse("nowhere");
    }
}
