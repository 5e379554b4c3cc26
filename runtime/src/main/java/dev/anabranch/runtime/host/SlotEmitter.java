package dev.anabranch.runtime.host;

import dev.anabranch.api.Emitter;

/** Hands a generator's outputs to consecutive slots. */
final class SlotEmitter<T> implements Emitter<T> {
    private final Worker worker;
    private final int first;
    private final int stride;
    private final int count;
    private int emitted;
    private boolean tooMany;

    SlotEmitter(Worker worker, int first, int stride, int count) {
        this.worker = worker;
        this.first = first;
        this.stride = stride;
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
        worker.write(first + emitted * stride, output);
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
