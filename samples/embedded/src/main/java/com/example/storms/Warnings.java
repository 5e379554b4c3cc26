package com.example.storms;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Task;

/** This application's own tasks. */
public final class Warnings {
    private Warnings() {}

    /**
     * For how many places a warning is issued.
     *
     * @param risk the probability of a storm at each place
     * @param atLeast the probability from which on there is a warning
     */
    @Task
    @Cost(time = "5us", size = "8B")
    public static long count(DoubleTensor risk, @Default("0.5") double atLeast) {
        long warnings = 0;
        for (double probability : risk.toArray()) {
            if (probability >= atLeast) {
                warnings++;
            }
        }
        return warnings;
    }
}
