package dev.anabranch.runtime.transport.local;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.TransportSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network of ends that live in one process and know each other by name. */
public final class LocalNetwork {
    private final Map<PeerId, LocalTransport> ends = new LinkedHashMap<>();

    /**
     * Opens an end.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public LocalTransport open(TransportSettings settings, Arrivals arrivals) {
        synchronized (this) {
            if (ends.containsKey(settings.self())) {
                throw new IllegalArgumentException("there is a peer " + settings.self() + " already");
            }
            LocalTransport end = new LocalTransport(this, settings, arrivals);
            ends.put(settings.self(), end);
            return end;
        }
    }

    synchronized @Nullable LocalTransport find(PeerId id) {
        return ends.get(id);
    }

    synchronized void remove(LocalTransport end) {
        ends.remove(end.self(), end);
    }
}
