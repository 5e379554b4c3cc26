package dev.anabranch.benchmarks;

/** The kinds of flow whose way from text to graph is measured, by how their tasks and edges come about. */
public enum ElaborationFlow {
    /** A box of points, three reads each: {@code u[x - 1], u[x], u[x + 1]}. */
    STENCIL {
        @Override
        String text(int tasks) {
            int width = Math.max(3, (int) Math.sqrt(tasks));
            return FlowTexts.stencil(width, Math.max(1, tasks / width));
        }
    },
    /** Guards that keep a sixth of a box. */
    TRIANGLE {
        @Override
        String text(int tasks) {
            return FlowTexts.triangle(Math.max(2, (int) Math.round(Math.cbrt(6.0 * tasks)) - 2));
        }
    },
    /** Lists over a whole index, {@code x[*, step]}. */
    AGGREGATE {
        private static final int MEMBERS = 100;

        @Override
        String text(int tasks) {
            return FlowTexts.aggregate(MEMBERS, Math.max(1, tasks / (MEMBERS + 1)));
        }
    };

    /** A flow of about so many tasks. */
    abstract String text(int tasks);
}
