package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;

/** Those of all processes of a run: a bit for each in the words that these share. */
record SharedPorts(RunWords layout, Words words) implements Ports {
    private int word(int port) {
        return layout.ports() + port / Long.SIZE;
    }

    @Override
    public boolean take(int port) {
        long bit = 1L << port % Long.SIZE;
        return (words.set(word(port), bit) & bit) == 0;
    }

    @Override
    public void giveBack(int port) {
        words.clear(word(port), 1L << port % Long.SIZE);
    }
}
