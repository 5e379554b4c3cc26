package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.shared.Bell;
import dev.anabranch.runtime.shared.RunFolder;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Slab;
import dev.anabranch.runtime.shared.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.RootAllocator;

/**
 * What several processes share, mapped as often into this one as there would be processes, each time at other addresses. Ranks
 * are threads, of which each has the mappings of its process only.
 */
final class Machine implements AutoCloseable {
    private final RunFolder folder;
    private final RunWords layout;
    private final int processes;
    private final int workers;
    private final List<SharedMemory> memories = new ArrayList<>();
    private final List<Words> words = new ArrayList<>();
    private final List<Bell[]> bells = new ArrayList<>();
    private final List<BufferAllocator> allocators = new ArrayList<>();
    private int gangs;

    /** @param gangs how many there may be */
    Machine(Path parent, int processes, int workers, int gangs) throws IOException, InterruptedException {
        this.folder = RunFolder.create(parent);
        this.layout = new RunWords(processes, workers, 0, 0, gangs);
        this.processes = processes;
        this.workers = workers;
        layout.create(folder);
        List<Path> pipes = IntStream.range(0, workers).mapToObj(folder::bell).toList();
        Bell.make(pipes);
        for (int process = 0; process < processes; process++) {
            SharedMemory memory = new SharedMemory(folder, processes, process);
            memories.add(memory);
            words.add(layout.open(folder));
            Bell[] own = new Bell[workers];
            for (int worker = 0; worker < workers; worker++) {
                own[worker] = Bell.open(folder.bell(worker));
            }
            bells.add(own);
            allocators.add(new RootAllocator(RootAllocator.configBuilder()
                    .allocationManagerFactory(new InArena(memory))
                    .build()));
        }
    }

    /** The next gang, of the first workers. */
    GangRows.Gang gang(int size) {
        return new GangRows.Gang(
                gangs++, 7, "x[3]", IntStream.range(0, size).boxed().toList());
    }

    Deal deal() {
        return Deal.even(processes, workers);
    }

    /** As one process has it. */
    SharedGangRooms rooms(int process, long stagedBytes) {
        return new SharedGangRooms(
                layout, words.get(process), memories.get(process), bells.get(process), deal(), process, stagedBytes);
    }

    /** Of memory that the other processes can read. */
    BufferAllocator allocator(int process) {
        return allocators.get(process);
    }

    SharedMemory memory(int process) {
        return memories.get(process);
    }

    /** Where the ranks of the next gang are. */
    List<Ranks.Place> places(int size, long stagedBytes, GangRun run) {
        GangRows.Gang gang = gang(size);
        GangRoom[] rooms = new GangRoom[processes];
        List<Ranks.Place> places = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            int process = deal().partOf(rank);
            if (rooms[process] == null) {
                rooms[process] = rooms(process, stagedBytes).room(gang, run);
            }
            places.add(new Ranks.Place(rooms[process], allocator(process)));
        }
        return places;
    }

    /** Has all look who sleep. */
    void ringAll() {
        try {
            for (Bell bell : bells.get(0)) {
                bell.ring();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        allocators.forEach(BufferAllocator::close);
        for (Bell[] own : bells) {
            for (Bell bell : own) {
                bell.close();
            }
        }
        folder.delete();
    }

    private record InArena(SharedMemory memory) implements AllocationManager.Factory {
        private static final ArrowBuf EMPTY = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

        @Override
        public AllocationManager create(BufferAllocator allocator, long size) {
            Slab slab = memory.arena().allocate(size);
            return new AllocationManager(allocator) {
                @Override
                public long getSize() {
                    return size;
                }

                @Override
                protected long memoryAddress() {
                    return slab.address();
                }

                @Override
                protected void release0() {
                    memory.arena().free(slab);
                }
            };
        }

        @Override
        public ArrowBuf empty() {
            return EMPTY;
        }
    }
}
