package dev.anabranch.runtime.host;

import dev.anabranch.api.Emitter;
import java.util.function.IntUnaryOperator;

/** Hands a generator's outputs to their slots, one after the other. */
final class SlotEmitter<T> implements Emitter<T> {
    private final Worker worker;
    private final IntUnaryOperator slots;
    private final int count;
    private int emitted;
    private boolean tooMany;

    /** @param slots from the number of an output, from 0, to its slot */
    SlotEmitter(Worker worker, IntUnaryOperator slots, int count) {
        this.worker = worker;
        this.slots = slots;
        this.count = count;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void emit(T output) {
        worker.checkRunning();
        if (emitted == count) {
            tooMany = true;
            if (output != null) {
                Holds.close(output);
            }
            throw new IllegalStateException(surplus());
        }
        worker.write(slots.applyAsInt(emitted), output, true);
        emitted++;
    }

    void complete() {
        if (tooMany) {
            throw new TaskMistake(surplus());
        }
        if (emitted < count) {
            throw new TaskMistake("emitted " + emitted + " of " + count + " outputs; " + (count - emitted)
                    + (count - emitted == 1 ? " is" : " are") + " missing");
        }
    }

    private String surplus() {
        return "emitted more than the " + count + " outputs that the flow expects";
    }
}
