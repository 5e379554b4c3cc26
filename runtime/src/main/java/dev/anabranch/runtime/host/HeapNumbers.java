package dev.anabranch.runtime.host;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers on the heap, for the threads of one process. */
class HeapNumbers extends Numbers {
    private final Set<Integer> unlikely = ConcurrentHashMap.newKeySet();

    HeapNumbers(int places) {
        super(places);
    }

    @Override
    boolean isUnlikely(int place) {
        // To ask for a place makes an object.
        return !unlikely.isEmpty() && unlikely.contains(place);
    }

    @Override
    void noteUnlikely(int place) {
        unlikely.add(place);
    }
}
