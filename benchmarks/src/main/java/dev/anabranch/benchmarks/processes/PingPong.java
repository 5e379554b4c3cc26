package dev.anabranch.benchmarks.processes;

import dev.anabranch.benchmarks.jvms.Lap;
import dev.anabranch.benchmarks.jvms.SharedFlow;
import dev.anabranch.benchmarks.jvms.WorkerJvms;
import java.util.Map;

/** A flow of which every dataset goes to the other of two processes, run by the runtime. */
final class PingPong implements AutoCloseable {
    /** So many hand-offs after the start the arenas have all slabs that they need. */
    private static final int WARM = 200;

    private final SharedFlow flow;
    private final int hits;

    private PingPong(SharedFlow flow, int hits) {
        this.flow = flow;
        this.hits = hits;
    }

    /**
     * Compiles the flow.
     *
     * @param bytes of each dataset
     * @param hits how many hand-offs are timed
     * @param spinNanos how long a waiting worker spins before it sleeps
     */
    static PingPong of(long bytes, int hits, long spinNanos, WorkerJvms jvms) {
        String text = """
                flow shared

                use java dev.anabranch.benchmarks.processes.Ball as ball

                dim t = 0..%d

                x[0] = ball.serve(%d) @on("local/0")
                x[t] where t > 0 && t %% 2 == 1 = ball.hit(x[t - 1], %d) @on("local/1")
                x[t] where t > 0 && t %% 2 == 0 = ball.hit(x[t - 1], %d) @on("local/0")
                score = ball.score(x[%d]) @on("local/0")

                publish score
                """.formatted(hits + WARM, bytes, WARM, WARM, hits + WARM);
        return new PingPong(SharedFlow.of(text, Map.of(), 2, spinNanos, jvms), hits);
    }

    /** Seconds of a hand-off: from one task's beginning to the next one's, in the other process. */
    double seconds() {
        for (Lap lap : flow.run().laps()) {
            if (lap.values().length > 0) {
                return lap.values()[1] * 1e-9 / hits;
            }
        }
        throw new IllegalStateException("nobody has published the score");
    }

    @Override
    public void close() {
        flow.close();
    }
}
