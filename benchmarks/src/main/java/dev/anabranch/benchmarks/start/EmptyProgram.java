package dev.anabranch.benchmarks.start;

/** The least that a JVM can be started for. */
final class EmptyProgram {
    private EmptyProgram() {}

    public static void main(String[] arguments) {
        System.out.println("started");
    }
}
