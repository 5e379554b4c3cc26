package dev.anabranch.compiler.analyse;

import dev.anabranch.model.graph.IntRows;

/**
 * A graph taken apart into chains of dependencies, the heaviest first; every unit lies on exactly one. What is on one
 * path had better stay together, but nobody is bound to it.
 */
public final class Paths {
    private final IntRows rows;
    private final int[] pathOf;

    /**
     * @param rows each row the units of a path, from its head on
     * @param units how many units there are
     */
    Paths(IntRows rows, int units) {
        this.rows = rows;
        this.pathOf = new int[units];
        for (int path = 0; path < rows.rows(); path++) {
            for (int i = 0; i < rows.size(path); i++) {
                pathOf[rows.get(path, i)] = path;
            }
        }
    }

    /** How many paths there are. */
    public int count() {
        return rows.rows();
    }

    /** The path that a unit lies on. */
    public int pathOf(int unit) {
        return pathOf[unit];
    }

    /** The units of a path, from its head on. */
    public int[] units(int path) {
        return rows.row(path);
    }
}
