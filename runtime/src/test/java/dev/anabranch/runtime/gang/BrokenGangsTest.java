package dev.anabranch.runtime.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.GangException;
import dev.anabranch.api.gang.ReduceOperation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Nobody waits for ever: who fails, ends, or calls something else is named to the others. */
class BrokenGangsTest {
    @Test
    void aRankThatFailsIsNamed() throws InterruptedException {
        List<Throwable> thrown = new Ranks().run(4, 0, gang -> {
            if (gang.rank() == 2) {
                throw new IOException("the disk is full");
            }
            gang.barrier();
        });
        assertThat(thrown.get(2)).isInstanceOf(IOException.class);
        for (int rank : new int[] {0, 1, 3}) {
            assertThat(thrown.get(rank))
                    .isInstanceOf(GangException.class)
                    .hasMessage("rank 2 of the gang of x[3] failed");
        }
    }

    @Test
    void inTheMiddleOfACollectiveToo() throws InterruptedException {
        try (RootAllocator allocator = new RootAllocator();
                ArrowBuf data = allocator.buffer(64)) {
            List<Throwable> thrown = new Ranks().run(3, 0, gang -> {
                if (gang.rank() == 1) {
                    gang.allReduce(data, ElementType.F64, 9, ReduceOperation.SUM);
                } else {
                    gang.allReduce(data, ElementType.F64, 8, ReduceOperation.SUM);
                }
            });
            // Nine elements do not fit, which only the rank that asks for them can tell.
            assertThat(thrown.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(thrown.get(0)).hasMessage("rank 1 of the gang of x[3] failed");
        }
    }

    @Test
    void whoCallsSomethingElseIsNamed() throws InterruptedException {
        try (RootAllocator allocator = new RootAllocator();
                ArrowBuf data = allocator.buffer(64)) {
            List<Throwable> thrown = new Ranks().run(2, 0, gang -> {
                if (gang.rank() == 0) {
                    gang.barrier();
                } else {
                    gang.allReduce(data, ElementType.I32, 8, ReduceOperation.MIN);
                }
            });
            assertThat(thrown)
                    .extracting(Throwable::getMessage)
                    .contains("rank 0 of the gang of x[3] calls barrier(), rank 1 calls allReduce of 8 i32 MIN");
        }
    }

    @Test
    void whoEndsWithoutTheOthersIsNamed() throws InterruptedException {
        List<Throwable> thrown = new Ranks().run(3, 0, gang -> {
            if (gang.rank() != 1) {
                gang.barrier();
            }
        });
        assertThat(thrown.get(1)).isNull();
        assertThat(thrown)
                .filteredOn(each -> each != null)
                .extracting(Throwable::getMessage)
                .anyMatch(said -> said.matches(
                        "rank 1 of the gang of x\\[3] ended, and rank [02] waits for it in barrier\\(\\)"));
    }

    @Test
    void aRunThatIsStoppedEndsAllWaits() throws InterruptedException {
        Ranks ranks = new Ranks();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread stopper = new Thread(() -> {
            try {
                waiting.await();
            } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
            }
            ranks.stopped.set(true);
        });
        stopper.start();
        List<Throwable> thrown = ranks.run(2, 0, gang -> {
            if (gang.rank() == 0) {
                waiting.countDown();
                gang.barrier();
            } else {
                stopper.join();
                gang.barrier();
                gang.barrier();
            }
        });
        stopper.join();
        assertThat(thrown.get(1)).hasMessage("stopped");
    }

    /** Each gives its memory back to the system at once; a read of what is gone ends the whole process. */
    @Test
    void whoGivesUpInTheMiddleLetsOthersReadToTheEnd() throws InterruptedException {
        long elements = 5_000_000;
        Random random = new Random(11);
        for (int round = 0; round < 12; round++) {
            Ranks ranks = new Ranks();
            int turns = random.nextInt(6);
            long nanos = random.nextInt(20_000_000);
            AtomicInteger begun = new AtomicInteger();
            List<Throwable> thrown = ranks.run(3, 0, gang -> {
                try (RootAllocator allocator = new RootAllocator();
                        ArrowBuf data = allocator.buffer(elements * Double.BYTES)) {
                    data.setZero(0, data.capacity());
                    for (int turn = 0; turn < turns; turn++) {
                        gang.barrier();
                    }
                    if (begun.incrementAndGet() == 3) {
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
                    .allMatch(
                            said -> said.equals("stopped") || said.matches("rank [012] of the gang of x\\[3] failed"));
        }
    }

    @Test
    void gangsAtOnceHavePortsOfTheirOwn() throws InterruptedException {
        Set<String> ports = ConcurrentHashMap.newKeySet();
        Map<Integer, List<Throwable>> outcomes = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(16);
        Thread[] gangs = new Thread[8];
        for (int gang = 0; gang < gangs.length; gang++) {
            int number = gang;
            gangs[gang] = new Thread(() -> {
                try {
                    outcomes.put(number, new Ranks().run(2, 0, member -> {
                                Map<String, String> environment = member.environment();
                                assertThat(environment)
                                        .containsEntry("RANK", Integer.toString(member.rank()))
                                        .containsEntry("WORLD_SIZE", "2")
                                        .containsEntry("MASTER_ADDR", "127.0.0.1");
                                ports.add(environment.get("MASTER_PORT"));
                                all.countDown();
                                all.await();
                            }));
                } catch (InterruptedException unexpected) {
                    Thread.currentThread().interrupt();
                }
            });
            gangs[gang].start();
        }
        for (Thread gang : gangs) {
            gang.join();
        }
        assertThat(outcomes.values())
                .hasSize(8)
                .allSatisfy(thrown -> assertThat(thrown).containsOnlyNulls());
        assertThat(ports).hasSize(8);
    }
}
