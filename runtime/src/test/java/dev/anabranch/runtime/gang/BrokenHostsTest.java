package dev.anabranch.runtime.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.GangException;
import dev.anabranch.api.gang.ReduceOperation;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Nobody waits for ever for a rank on another host. */
class BrokenHostsTest {
    private static final int[] TWO_AND_TWO = {0, 0, 1, 1};

    private static List<Throwable> run(int[] hostOf, Ranks.Body body) throws InterruptedException {
        try (JoinedHosts hosts = new JoinedHosts(2)) {
            Ranks ranks = new Ranks();
            List<Throwable> thrown = new ArrayList<>(ranks.run(hosts.places(hostOf, ranks.stop), 0, body));
            assertThat(hosts.refused).isFalse();
            return thrown;
        }
    }

    @Test
    void aRankThatFailsIsNamed() throws InterruptedException {
        List<Throwable> thrown = run(TWO_AND_TWO, gang -> {
            if (gang.rank() == 2) {
                throw new IOException("the disk is full");
            }
            gang.barrier();
        });
        assertThat(thrown.get(2)).isInstanceOf(IOException.class);
        assertThat(thrown.get(3)).hasMessage("rank 2 of the gang of x[3] failed");
        // Whether word of the rank or that of the run's end comes first is chance.
        for (int rank : new int[] {0, 1}) {
            assertThat(thrown.get(rank).getMessage()).isIn("rank 2 of the gang of x[3] failed", "stopped");
        }
    }

    @Test
    void whoCallsSomethingElseIsNamedOnAllHosts() throws InterruptedException {
        try (RootAllocator allocator = new RootAllocator();
                ArrowBuf data = allocator.buffer(64)) {
            List<Throwable> thrown = run(new int[] {0, 1}, gang -> {
                if (gang.rank() == 0) {
                    gang.barrier();
                } else {
                    gang.allReduce(data, ElementType.I32, 8, ReduceOperation.MIN);
                }
            });
            assertThat(thrown)
                    .allSatisfy(each -> assertThat(each).isInstanceOf(GangException.class))
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                            "rank 0 of the gang of x[3] calls barrier(), rank 1 calls allReduce of 8 i32 MIN",
                            "rank 1 of the gang of x[3] calls allReduce of 8 i32 MIN, rank 0 calls barrier()");
        }
    }

    @Test
    void whoEndsWithoutTheOthersIsNamed() throws InterruptedException {
        List<Throwable> thrown = run(new int[] {0, 1}, gang -> {
            if (gang.rank() != 1) {
                gang.barrier();
            }
        });
        assertThat(thrown.get(1)).isNull();
        assertThat(thrown.get(0)).hasMessage("rank 1 of the gang of x[3] ended, and rank 0 waits for it in barrier()");
    }

    /** Each gives its memory back to the system at once; a read of what is gone ends the whole process. */
    @Test
    void whoGivesUpInTheMiddleLetsOthersReadToTheEnd() throws InterruptedException {
        long elements = 1_000_000;
        Random random = new Random(11);
        for (int round = 0; round < 12; round++) {
            try (JoinedHosts hosts = new JoinedHosts(2)) {
                Ranks ranks = new Ranks();
                long nanos = random.nextInt(40_000_000);
                AtomicInteger begun = new AtomicInteger();
                List<Throwable> thrown = ranks.run(hosts.places(TWO_AND_TWO, ranks.stop), 0, gang -> {
                    try (RootAllocator allocator = new RootAllocator();
                            ArrowBuf data = allocator.buffer(elements * Double.BYTES)) {
                        data.setZero(0, data.capacity());
                        if (begun.incrementAndGet() == TWO_AND_TWO.length) {
                            Thread stopper = new Thread(() -> {
                                LockSupport.parkNanos(nanos);
                                ranks.stop();
                            });
                            stopper.start();
                        }
                        while (true) {
                            gang.allReduce(data, ElementType.F64, elements, ReduceOperation.SUM);
                        }
                    }
                });
                assertThat(thrown)
                        .extracting(Throwable::getMessage)
                        .allMatch(said ->
                                said.equals("stopped") || said.matches("rank [0123] of the gang of x\\[3] failed"));
            }
        }
    }

    @Test
    void allRanksKnowWhereRankZeroListensAndWhoIsNear() throws InterruptedException {
        Map<Integer, Map<String, String>> all = new ConcurrentHashMap<>();
        assertThat(run(new int[] {1, 0, 0}, gang -> {
                    all.put(gang.rank(), gang.environment());
                    gang.barrier();
                }))
                .containsOnlyNulls();
        assertThat(all.values())
                .allSatisfy(each ->
                        assertThat(each).containsEntry("MASTER_ADDR", "h1").containsEntry("WORLD_SIZE", "3"))
                .extracting(each -> each.get("MASTER_PORT"))
                .containsOnly(all.get(0).get("MASTER_PORT"));
        assertThat(all.get(0)).containsEntry("LOCAL_RANK", "0").containsEntry("LOCAL_WORLD_SIZE", "1");
        assertThat(all.get(2)).containsEntry("LOCAL_RANK", "1").containsEntry("LOCAL_WORLD_SIZE", "2");
    }

    @Test
    void whatCannotBeIsRefused() {
        Ranks ranks = new Ranks();
        try (JoinedHosts hosts = new JoinedHosts(2);
                BufferAllocator allocator = new RootAllocator();
                ArrowBuf data = allocator.buffer(64)) {
            GangRoom room = hosts.places(new int[] {0, 1}, ranks.stop).get(0).room();
            // Of ranks that are not there, of a rank of this host, with codes of nothing.
            assertThat(room.arrived(1, progress(2))).isFalse();
            assertThat(room.arrived(1, progress(0))).isFalse();
            assertThat(room.arrived(1, new Message.GangCall(1, 7, 1, 1, 6, -1, 0, -1, -1, 0)))
                    .isFalse();
            assertThat(room.arrived(1, new Message.GangCall(1, 7, 1, 1, 1, 9, 0, -1, -1, 0)))
                    .isFalse();
            // A piece that nobody asked for, and pieces that are no rank's.
            assertThat(room.arrived(1, new Message.GangPiece(1, 7, 1, 0, 1, Octets.none())))
                    .isFalse();
            room.open(0);
            room.show(0, 1, new Shown(new Call(Collective.ALL_GATHER, ElementType.F64, 8, null, -1), data, false));
            assertThat(room.arrived(1, pull(56, 8))).isTrue();
            assertThat(room.arrived(1, pull(57, 8))).isFalse();
            assertThat(room.arrived(1, pull(Long.MAX_VALUE, 8))).isFalse();
            assertThat(room.arrived(1, pull(0, HostsGangRoom.PIECE + 1))).isFalse();
            room.close(0);
        }
    }

    private static Message.GangProgress progress(int rank) {
        return new Message.GangProgress(1, 7, rank, Message.GangPoint.REACHED, 1);
    }

    private static Message.GangPull pull(long from, int length) {
        return new Message.GangPull(1, 7, 0, 1, 1, 1, from, length);
    }
}
