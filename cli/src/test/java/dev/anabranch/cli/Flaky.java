package dev.anabranch.cli;

import dev.anabranch.api.Task;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A task that fails before it succeeds, as one that fetches something may. */
public final class Flaky {
    private static final Map<String, Integer> CALLS = new ConcurrentHashMap<>();

    private Flaky() {}

    /** Its argument, at the call of that number. */
    @Task
    public static long fetch(String name, long succeedsAt) throws IOException {
        if (CALLS.merge(name, 1, Integer::sum) < succeedsAt) {
            throw new IOException(name + " is not there yet");
        }
        return succeedsAt;
    }
}
