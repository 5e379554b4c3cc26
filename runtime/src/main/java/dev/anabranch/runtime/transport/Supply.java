package dev.anabranch.runtime.transport;

import java.util.Optional;

/** How much of a dataset that is sent is there already: all of it, or what has arrived so far of what is sent on. */
public interface Supply {
    /** All of it. */
    Supply WHOLE = new Supply() {
        @Override
        public long available() {
            return Long.MAX_VALUE;
        }

        @Override
        public Optional<String> broken() {
            return Optional.empty();
        }

        @Override
        public void whenMore(Runnable again) {
            again.run();
        }
    };

    /** How many bytes of the layout's stretch, from the first on, are there for good. */
    long available();

    /** Why no more will come, if none will. */
    Optional<String> broken();

    /** Runs once, by any thread, when more is there or none will come; at once if that may be so by now. */
    void whenMore(Runnable again);
}
