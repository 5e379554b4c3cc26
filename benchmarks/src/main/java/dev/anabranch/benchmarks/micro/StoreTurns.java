package dev.anabranch.benchmarks.micro;

import dev.anabranch.benchmarks.CrossingFlow;
import dev.anabranch.runtime.host.OpenStore;

/** Turns as workers take them, through a run's store. */
final class StoreTurns {
    private StoreTurns() {}

    /** Cells by turn, those of a side together. */
    private static int[] byTurn(int[] cells, int turns) {
        int[] byTurn = new int[turns];
        for (int turn = 0; turn < turns; turn++) {
            byTurn[turn] = cells[(turn >>> 1) + (turn & 1) * (turns / 2)];
        }
        return byTurn;
    }

    /** Numbers that are looked for again and again. */
    static final class Numbers extends Turns {
        private final OpenStore store;
        private final int[] cells;

        Numbers(int turns) {
            CrossingFlow flow = Crossing.of(turns);
            this.store = new OpenStore(flow.plan());
            this.cells = byTurn(flow.numbers(), turns);
        }

        @Override
        void give(int turn, long value) {
            store.putNumber(cells[turn], value);
        }

        @Override
        @SuppressWarnings("StatementWithEmptyBody") // looks again and again
        long take(int turn) {
            int cell = cells[turn];
            while (!store.ready(cell)) {}
            return store.number(cell);
        }

        @Override
        void clear(int turns) {
            for (int cell : cells) {
                store.takeOutNumber(cell);
            }
        }
    }

    /** Objects that are looked for again and again. */
    static final class Slots extends Turns {
        private final OpenStore store;
        private final int[] cells;

        Slots(int turns) {
            CrossingFlow flow = Crossing.of(turns);
            this.store = new OpenStore(flow.plan());
            this.cells = byTurn(flow.objects(), turns);
        }

        @Override
        void give(int turn, long value) {
            store.put(cells[turn], value);
        }

        @Override
        long take(int turn) {
            int cell = cells[turn];
            while (true) {
                if (store.get(cell) instanceof Long value) {
                    return value;
                }
            }
        }

        @Override
        void clear(int turns) {
            for (int cell : cells) {
                store.takeOut(cell);
            }
        }
    }

    /** Numbers that are waited for in the waiting room, without looking for them before. */
    static final class Sleeps extends Turns {
        private final OpenStore store;
        private final int[] cells;
        private final int[] waits = new int[2 * 16];

        Sleeps(int turns) {
            CrossingFlow flow = Crossing.of(turns);
            this.store = new OpenStore(flow.plan());
            this.cells = byTurn(flow.numbers(), turns);
        }

        @Override
        void enter(int side, Thread thread) {
            store.enter(side, thread);
        }

        @Override
        void give(int turn, long value) {
            store.putNumber(cells[turn], value);
        }

        @Override
        long take(int turn) {
            int side = 1 - (turn & 1);
            if (!store.sleep(side, ++waits[side * 16], cells[turn])) {
                throw new IllegalStateException("turn " + turn + " never came");
            }
            return store.number(cells[turn]);
        }

        @Override
        void clear(int turns) {
            for (int cell : cells) {
                store.takeOutNumber(cell);
            }
        }
    }
}
