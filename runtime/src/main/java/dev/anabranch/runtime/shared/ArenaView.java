package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Other processes' arenas as this one sees them: each segment is mapped once, when it is first met. */
public final class ArenaView {
    private final Path folder;
    private final Map<String, Map<Integer, Segment>> arenas = new HashMap<>();

    /** A view of the arenas in a folder. */
    public ArenaView(Path folder) {
        this.folder = folder;
    }

    /** Unmaps the segments of an arena, as soon as no dataset of it is held in this process any more. */
    public synchronized void forget(String prefix) {
        arenas.remove(prefix);
    }

    /**
     * The hold that another process took for this one.
     *
     * @throws StaleDescriptorException if the slab was given back since
     */
    synchronized Slab adopt(String prefix, long reference, long generation) throws IOException {
        Segment control = segment(prefix, 0);
        Segment segment = segment(prefix, Segment.number(reference));
        int offset = Segment.slab(reference);
        if (!segment.holdsSlab(offset)) {
            throw new StaleDescriptorException("there is no slab at " + offset + " of " + prefix + "-" + segment.number());
        }
        Slab slab = new Slab(segment, control, offset);
        if (slab.holds() <= 0 || slab.generation() != generation) {
            throw new StaleDescriptorException("the dataset at " + offset + " of " + prefix + "-" + segment.number()
                    + " was given back before it was read (generation " + slab.generation() + " with " + slab.holds()
                    + " holds, described as " + generation + ")");
        }
        return slab;
    }

    private Segment segment(String prefix, int number) throws IOException {
        if (!ArenaName.isPrefix(prefix)) {
            throw new StaleDescriptorException("\"" + prefix + "\" names no arena");
        }
        Map<Integer, Segment> segments = arenas.computeIfAbsent(prefix, p -> new HashMap<>());
        Segment known = segments.get(number);
        if (known == null) {
            known = Segment.open(ArenaName.segment(folder, prefix, number), number);
            segments.put(number, known);
        }
        return known;
    }
}
