package dev.anabranch.runtime.gang;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ports that gangs have: no two gangs that know of each other have the same. */
interface Ports {
    /** Those of all runs of this process. */
    Ports OF_THIS_PROCESS = new Ports() {
        private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

        @Override
        public boolean take(int port) {
            return taken.add(port);
        }

        @Override
        public void giveBack(int port) {
            taken.remove(port);
        }
    };

    /** Whether a port is now the caller's, as nobody had it. */
    boolean take(int port);

    void giveBack(int port);
}
