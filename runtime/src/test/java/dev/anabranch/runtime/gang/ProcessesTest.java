package dev.anabranch.runtime.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.GangException;
import dev.anabranch.api.gang.ReduceOperation;
import dev.anabranch.runtime.plan.GangRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranks of several processes meet in memory that these share, and nobody waits for ever. */
class ProcessesTest {
    private static final long STAGED = 1 << 20;

    @TempDir
    Path parent;

    private Machine machine;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        machine = new Machine(parent, 2, 4, 400);
    }

    @AfterEach
    void close() throws IOException {
        machine.close();
    }

    private List<@Nullable Throwable> run(int size, Ranks.Body body) throws InterruptedException {
        return run(new Ranks(machine::ringAll), size, body);
    }

    private List<@Nullable Throwable> run(Ranks ranks, int size, Ranks.Body body) throws InterruptedException {
        return ranks.run(machine.places(size, STAGED, ranks.stop), GangMember.TREE_BYTES, body);
    }

    @Test
    void aRankThatFailsIsNamedToThoseWhoSleep() throws InterruptedException {
        Set<Integer> others = ConcurrentHashMap.newKeySet();
        Ranks ranks = new Ranks(machine::ringAll);
        List<Throwable> thrown = run(ranks, 4, gang -> {
            gang.barrier();
            if (gang.rank() == 2) {
                ranks.awaitAsleep(3);
                throw new IOException("the disk is full");
            }
            others.add(gang.rank());
            gang.barrier();
        });
        assertThat(others).containsExactlyInAnyOrder(0, 1, 3);
        assertThat(thrown.get(2)).isInstanceOf(IOException.class);
        for (int rank : others) {
            assertThat(thrown.get(rank))
                    .isInstanceOf(GangException.class)
                    .hasMessage("rank 2 of the gang of x[3] failed");
        }
    }

    @Test
    void whoCallsSomethingElseIsNamed() throws InterruptedException {
        try (ArrowBuf data = machine.allocator(1).buffer(64)) {
            List<Throwable> thrown = run(4, gang -> {
                if (gang.rank() == 3) {
                    gang.allReduce(data, ElementType.I32, 8, ReduceOperation.MIN);
                } else {
                    gang.broadcast(data, ElementType.I32, 7, 1);
                }
            });
            assertThat(thrown)
                    .doesNotContainNull()
                    .extracting(Throwable::getMessage)
                    .contains(
                            "rank 0 of the gang of x[3] calls broadcast of 7 i32 from rank 1, rank 3 calls allReduce of"
                                    + " 8 i32 MIN");
        }
    }

    @Test
    void whoEndsWithoutTheOthersIsNamed() throws InterruptedException {
        List<Throwable> thrown = run(3, gang -> {
            if (gang.rank() != 2) {
                gang.barrier();
            }
        });
        assertThat(thrown.get(2)).isNull();
        assertThat(thrown)
                .filteredOn(each -> each != null)
                .extracting(Throwable::getMessage)
                .anyMatch(said -> said.matches(
                        "rank 2 of the gang of x\\[3] ended, and rank [01] waits for it in barrier\\(\\)"));
    }

    /** Each in turn comes when the others sleep. */
    @Test
    void noWakeUpIsLost() throws InterruptedException {
        List<Integer> order = new ArrayList<>();
        Ranks ranks = new Ranks(machine::ringAll);
        assertThat(run(ranks, 4, gang -> {
                    for (int round = 0; round < 400; round++) {
                        if (gang.rank() == round % 4) {
                            ranks.awaitAsleep(3);
                            order.add(round);
                        }
                        gang.barrier();
                    }
                }))
                .containsOnlyNulls();
        assertThat(order).hasSize(400).isSorted();
    }

    @Test
    void allRanksOfAGangHaveOnePortAndNoTwoGangsTheSame() throws InterruptedException {
        Set<Integer> ports = new HashSet<>();
        Ranks ranks = new Ranks(machine::ringAll);
        for (int gang = 0; gang < 30; gang++) {
            List<Ranks.Place> places = machine.places(4, STAGED, ranks.stop);
            int first = places.get(0).room().port();
            assertThat(places)
                    .allSatisfy(place -> assertThat(place.room().port()).isEqualTo(first));
            ports.add(first);
        }
        assertThat(ports).hasSize(30);
        assertThat(run(
                        4,
                        gang -> assertThat(gang.environment())
                                .containsEntry("MASTER_ADDR", "127.0.0.1")
                                .containsEntry("RANK", Integer.toString(gang.rank()))
                                .containsEntry("WORLD_SIZE", "4")))
                .containsOnlyNulls();
    }

    /** As long as gangs come and go one after the other, their rooms are made of the same memory. */
    @Test
    void roomsAreUsedAgain() throws InterruptedException {
        SharedGangRooms[] rooms = {machine.rooms(0, STAGED), machine.rooms(1, STAGED)};
        long before = -1;
        for (int round = 0; round < 300; round++) {
            Ranks ranks = new Ranks(machine::ringAll);
            GangRows.Gang gang = machine.gang(4);
            GangRoom first = rooms[round % 2].room(gang, ranks.stop);
            GangRoom second = rooms[1 - round % 2].room(gang, ranks.stop);
            List<Ranks.Place> places = new ArrayList<>();
            for (int rank = 0; rank < 4; rank++) {
                int process = machine.deal().partOf(rank);
                places.add(new Ranks.Place(process == round % 2 ? first : second, machine.allocator(process)));
            }
            assertThat(ranks.run(places, 0, GangMember::barrier)).containsOnlyNulls();
            if (round == 3) {
                before = machine.memory(0).arena().slabs()
                        + machine.memory(1).arena().slabs();
            }
        }
        assertThat(machine.memory(0).arena().slabs() + machine.memory(1).arena().slabs())
                .isEqualTo(before);
    }
}
