package dev.anabranch.benchmarks.transport;

import dev.anabranch.testkit.transport.FrameFuzz;

/** Mutated frames by the million. */
public final class WireFuzz {
    private WireFuzz() {}

    /** @param arguments how many frames, 1,000,000 by default, and a seed */
    public static void main(String[] arguments) {
        int frames = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        FrameFuzz fuzz = new FrameFuzz(seed);
        fuzz.run(frames);
        System.out.printf(
                "%,d mutated streams: %,d refused with a reason, %,d read, %d bytes not given back%n",
                frames, fuzz.refused(), fuzz.read(), fuzz.unreturned());
    }
}
