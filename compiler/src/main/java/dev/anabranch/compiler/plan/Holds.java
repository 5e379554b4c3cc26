package dev.anabranch.compiler.plan;

import java.util.Arrays;

/** From when to when each worker holds which dataset, as predicted; worker by worker. */
final class Holds {
    private final IntColumn slot = new IntColumn();
    private final IntColumn worker = new IntColumn();
    private double[] from = new double[64];
    private double[] until = new double[64];

    void add(int heldSlot, int holder, double begin, double end) {
        int row = slot.size();
        if (row == from.length) {
            from = Arrays.copyOf(from, row * 2);
            until = Arrays.copyOf(until, row * 2);
        }
        slot.add(heldSlot);
        worker.add(holder);
        from[row] = begin;
        until[row] = end;
    }

    int size() {
        return slot.size();
    }

    int slot(int row) {
        return slot.get(row);
    }

    int worker(int row) {
        return worker.get(row);
    }

    double from(int row) {
        return from[row];
    }

    double until(int row) {
        return until[row];
    }
}
