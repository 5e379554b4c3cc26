package dev.anabranch.runtime.shared;

import java.util.function.IntConsumer;

/**
 * How datasets that went to other processes come back: a count of the processes that have each of them and, for each owner, a
 * list of what nobody has any more. Whoever counts down to 0 puts the dataset into its owner's list, and the owner takes all
 * that is in it at once. So an entry is pushed once in a run and never popped by itself, and its number cannot come back
 * between a look at the list's head and the exchange of it.
 */
public final class Returns {
    private final RunWords layout;
    private final Words words;

    /** @param words laid out so */
    public Returns(RunWords layout, Words words) {
        this.layout = layout;
        this.words = words;
    }

    /** Before others learn of a dataset: each of so many processes will give it back once. */
    public void lend(int crossing, int processes) {
        words.plain(layout.holds(crossing), processes);
    }

    /** A process gives a dataset back, which it does not read any more. */
    public void giveBack(int crossing, int owner) {
        if (words.add(layout.holds(crossing), -1) != 1) {
            return;
        }
        int list = layout.returned(owner);
        long first;
        do {
            first = words.ordered(list);
            words.plain(layout.next(crossing), first);
        } while (!words.compareAndSet(list, first, crossing + 1L));
    }

    /** Whether anything has come back to an owner that nobody has taken yet. */
    public boolean isAny(int owner) {
        return words.acquire(layout.returned(owner)) != 0;
    }

    /**
     * Takes what has come back to an owner, of whose threads any may ask; each dataset is taken once.
     *
     * @return whether there was any
     */
    public boolean takeAll(int owner, IntConsumer taken) {
        int list = layout.returned(owner);
        if (words.opaque(list) == 0) {
            return false;
        }
        long next = words.exchange(list, 0);
        while (next != 0) {
            int crossing = (int) next - 1;
            next = words.plain(layout.next(crossing));
            taken.accept(crossing);
        }
        return true;
    }
}
