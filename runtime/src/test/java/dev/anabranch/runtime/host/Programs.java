package dev.anabranch.runtime.host;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.WorkerProgram;

/** Programs by hand. */
final class Programs {
    private Programs() {}

    static FlowProgram of(WorkerProgram... workers) {
        return new FlowProgram() {
            @Override
            public String flow() {
                return "test";
            }

            @Override
            public String planHash() {
                return "00";
            }

            @Override
            public int workers() {
                return workers.length;
            }

            @Override
            public WorkerProgram worker(int worker) {
                return workers[worker];
            }
        };
    }

    static int[] slots(int... slots) {
        return slots;
    }
}
