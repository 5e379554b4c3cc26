package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.shared.Bell;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Slab;
import dev.anabranch.runtime.shared.Words;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Of gangs whose ranks may be in several processes of a machine. The first process that comes to such a gang makes its room, in a
 * slab of its own, and writes the place of that where the others look; when all have left, it takes the slab back for the next.
 */
public final class SharedGangRooms extends GangRooms {
    /** So much of a copy stays in a processor's cache until others have read it. */
    private static final long STAGED_BYTES = 1 << 20;

    private final RunWords layout;
    private final Words words;
    private final SharedMemory memory;
    private final Bell[] bells;
    private final Deal deal;
    private final int process;
    private final long stagedBytes;
    private final Ports ports;
    /** What this process has made, and perhaps not all have left. */
    private final Deque<Made> made = new ArrayDeque<>();

    private record Made(Slab slab, Words words, int size) {}

    /**
     * Those of one process.
     *
     * @param bells of all workers
     */
    public SharedGangRooms(RunWords layout, Words words, SharedMemory memory, Bell[] bells, Deal deal, int process) {
        this(layout, words, memory, bells, deal, process, STAGED_BYTES);
    }

    SharedGangRooms(
            RunWords layout, Words words, SharedMemory memory, Bell[] bells, Deal deal, int process, long stagedBytes) {
        this.stagedBytes = stagedBytes;
        this.layout = layout;
        this.words = words;
        this.memory = memory;
        this.bells = bells.clone();
        this.deal = deal;
        this.process = process;
        this.ports = new SharedPorts(layout, words);
    }

    @Override
    public boolean reachOtherProcesses() {
        return true;
    }

    @Override
    GangRoom room(GangRows.Gang gang, GangRun run) {
        int here = (int) gang.workers().stream()
                .filter(worker -> deal.partOf(worker) == process)
                .count();
        return here == gang.size()
                ? new ThreadsGangRoom(gang.name(), gang.size(), run, ports)
                : new SharedGangRoom(gang, run, place(gang), memory, ports, bellsOf(gang), here, stagedBytes);
    }

    private SharedGangRoom.Bells bellsOf(GangRows.Gang gang) {
        return new SharedGangRoom.Bells() {
            @Override
            public void ring(int rank) throws IOException {
                bells[gang.workers().get(rank)].ring();
            }

            @Override
            public void await(int rank) throws IOException {
                bells[gang.workers().get(rank)].await();
            }
        };
    }

    private Words place(GangRows.Gang gang) {
        int size = SharedGangRoom.words(gang.size());
        long known = words.acquire(layout.gang(gang.number()));
        return known == 0 ? make(gang, size) : memory.words(known, size);
    }

    private synchronized Words make(GangRows.Gang gang, int size) {
        // Those that were made first are left first, mostly.
        while (!made.isEmpty()
                && SharedGangRoom.isEmpty(
                        made.getFirst().words(), made.getFirst().size())) {
            memory.arena().free(made.removeFirst().slab());
        }
        Slab slab = Objects.requireNonNull(memory.arena().allocate((long) size * Long.BYTES));
        Words room = memory.words(slab.location(), size);
        for (int word = 0; word < size; word++) {
            room.plain(word, 0);
        }
        if (words.compareAndSet(layout.gang(gang.number()), 0, slab.location())) {
            made.addLast(new Made(slab, room, gang.size()));
            return room;
        }
        memory.arena().free(slab);
        return memory.words(words.acquire(layout.gang(gang.number())), size);
    }
}
