package dev.anabranch.runtime.host;

import static dev.anabranch.runtime.host.Programs.slots;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunProgress;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.output.InMemoryOutputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InProcessHostTest {
    private static final int ELEMENTS = 1 << 10;
    private static final long BYTES = ELEMENTS * 8L;

    private static DoubleTensor ones(WorkerContext worker) {
        DoubleTensor tensor = DoubleTensor.zeros(worker.task().allocator(), ELEMENTS);
        for (int i = 0; i < ELEMENTS; i++) {
            tensor.set(i, 1);
        }
        return tensor;
    }

    private static long allocated(WorkerContext worker) {
        return worker.task().allocator().getRoot().getAllocatedMemory();
    }

    private static double number(InMemoryOutputs outputs, String name) {
        return (double) outputs.value(name).orElseThrow();
    }

    @Test
    void tasksSeeWhatTheirProducersMadeAndTheirOwnNames() {
        PlanBuilder plan = new PlanBuilder(1)
                .task(0, "x[i: 0]", slots(), 0)
                .task(0, "x[i: 1]", slots(), 1)
                .task(0, "sum", slots(0, 1), 2)
                .publish(2, "sum", "{}", "{\"unit\":\"m\"}");
        List<String> names = new ArrayList<>();
        WorkerProgram program = worker -> {
            for (int i = 0; i < 2; i++) {
                worker.start();
                names.add(worker.task().instance());
                worker.write(i, 1.5 + i);
                worker.finish();
            }
            worker.start();
            names.add(worker.task().instance());
            worker.write(2, (double) worker.read(0) + (double) worker.read(1));
            worker.finish();
        };
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            RunReport report = InProcessHost.run(
                    Programs.of(program), plan.build(), RunOptions.defaults().withOutputs(outputs));
            assertThat(number(outputs, "sum")).isEqualTo(4.0);
            assertThat(names).containsExactly("x[i: 0]", "x[i: 1]", "sum");
            assertThat(report.tasks()).isEqualTo(3);
            assertThat(report.published()).isEqualTo(1);
            assertThat(report.families()).extracting(RunReport.Family::tasks).containsExactly(2L, 1L);
            assertThat(outputs.publications().get(0).metadata()).isEqualTo("{\"unit\":\"m\"}");
        }
    }

    @Test
    void memoryComesBackAtThePlannedPurge() {
        PlanBuilder plan = new PlanBuilder(1)
                .task(0, "x", slots(), 0)
                .task(0, "y", slots(0), 1)
                .task(0, "z", slots(1), 2)
                .task(0, "end", slots(), 3);
        List<Long> held = new ArrayList<>();
        WorkerProgram program = worker -> {
            worker.start();
            worker.write(0, ones(worker));
            worker.finish();
            held.add(allocated(worker));
            for (int slot = 1; slot <= 2; slot++) {
                worker.start();
                worker.read(slot - 1);
                worker.write(slot, ones(worker));
                held.add(allocated(worker));
                worker.finish();
                held.add(allocated(worker));
            }
            worker.start();
            worker.write(3, 0L);
            worker.finish();
        };
        RunReport report = InProcessHost.run(Programs.of(program), plan.build(), RunOptions.defaults());
        // z is read by nobody, so that it goes at its own finish.
        assertThat(held).containsExactly(BYTES, 2 * BYTES, BYTES, 2 * BYTES, 0L);
        assertThat(report.bytesProduced()).isEqualTo(3 * BYTES);
        assertThat(report.peakBytes()).isEqualTo(2 * BYTES);
        assertThat(report.families()).extracting(RunReport.Family::bytes).containsExactly(BYTES, BYTES, BYTES, 0L);
    }

    @Test
    void memoryStaysUntilTheLastWorkerThatHoldsItHasPurged() {
        PlanBuilder plan = new PlanBuilder(2)
                .task(0, "x", slots(), 0)
                .task(0, "mine", slots(0), 1)
                .task(0, "after", slots(), 2)
                .task(1, "theirs", slots(0), 3)
                .task(1, "last", slots(), 4);
        CountDownLatch purgedByProducer = new CountDownLatch(1);
        AtomicLong stillHeld = new AtomicLong(-1);
        AtomicLong atEnd = new AtomicLong(-1);
        WorkerProgram producer = worker -> {
            worker.start();
            worker.write(0, ones(worker));
            worker.finish();
            worker.start();
            worker.write(1, ((DoubleTensor) worker.read(0)).get(3));
            worker.finish();
            worker.start();
            stillHeld.set(allocated(worker));
            purgedByProducer.countDown();
            worker.write(2, 0L);
            worker.finish();
        };
        WorkerProgram consumer = worker -> {
            worker.start();
            DoubleTensor x = (DoubleTensor) worker.read(0);
            assertThat(purgedByProducer.await(30, TimeUnit.SECONDS)).isTrue();
            worker.write(3, x.get(5));
            worker.finish();
            worker.start();
            atEnd.set(allocated(worker));
            worker.write(4, 0L);
            worker.finish();
        };
        InProcessHost.run(Programs.of(producer, consumer), plan.build(), RunOptions.defaults());
        assertThat(stillHeld).hasValue(BYTES);
        assertThat(atEnd).hasValue(0);
    }

    @Test
    void aliasesNameOneDatasetTwice() {
        for (boolean purged : new boolean[] {true, false}) {
            PlanBuilder plan = new PlanBuilder(2)
                    .task(0, "x", slots(), 0)
                    .task(0, "first", slots(0), 1)
                    .task(1, "second", slots(5), 2)
                    .alias(5, 0)
                    .publish(2, "second", "{}", "{}");
            if (!purged) {
                plan.aliasesLiveWithTheirOriginal();
            }
            WorkerProgram one = worker -> {
                worker.start();
                worker.write(0, ones(worker));
                worker.finish();
                worker.start();
                worker.write(1, ((DoubleTensor) worker.read(0)).get(0));
                worker.finish();
            };
            WorkerProgram two = worker -> {
                worker.start();
                worker.write(2, ((DoubleTensor) worker.read(5)).get(7) + 1);
                worker.finish();
            };
            try (InMemoryOutputs outputs = new InMemoryOutputs()) {
                InProcessHost.run(
                        Programs.of(one, two),
                        plan.build(),
                        RunOptions.defaults().withOutputs(outputs));
                assertThat(number(outputs, "second")).isEqualTo(2.0);
            }
        }
    }

    @Test
    void readersOfAGeneratorRunWhileItStillRuns() {
        PlanBuilder plan = new PlanBuilder(2)
                .task(0, "states", slots(), 0, 1, 2)
                .task(1, "use[0]", slots(0), 3)
                .task(1, "use[1]", slots(1), 4)
                .task(1, "use[2]", slots(2), 5);
        CountDownLatch[] used = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
        WorkerProgram generator = worker -> {
            worker.start();
            Emitter<DoubleTensor> emitter = worker.emitter(0, 1, 3);
            for (int i = 0; i < emitter.count(); i++) {
                emitter.emit(ones(worker));
                assertThat(used[i].await(30, TimeUnit.SECONDS)).isTrue();
            }
            worker.complete(emitter);
            worker.finish();
        };
        WorkerProgram reader = worker -> {
            for (int i = 0; i < 3; i++) {
                worker.start();
                worker.write(3 + i, ((DoubleTensor) worker.read(i)).get(0));
                worker.finish();
                used[i].countDown();
            }
        };
        RunReport report = InProcessHost.run(Programs.of(generator, reader), plan.build(), RunOptions.defaults());
        assertThat(report.tasks()).isEqualTo(4);
    }

    @Test
    void aTaskMayReturnItsArgumentWithOrWithoutSharingIt() {
        for (boolean shared : new boolean[] {true, false}) {
            PlanBuilder plan = new PlanBuilder(1)
                    .task(0, "x", slots(), 0)
                    .task(0, "same", slots(0), 1)
                    .task(0, "use", slots(1), 2)
                    .publish(2, "use", "{}", "{}");
            WorkerProgram program = worker -> {
                worker.start();
                worker.write(0, ones(worker));
                worker.finish();
                worker.start();
                DoubleTensor x = (DoubleTensor) worker.read(0);
                worker.write(1, shared ? x.share() : x);
                worker.finish();
                worker.start();
                worker.write(2, ((DoubleTensor) worker.read(1)).get(9));
                worker.finish();
            };
            try (InMemoryOutputs outputs = new InMemoryOutputs()) {
                InProcessHost.run(
                        Programs.of(program),
                        plan.build(),
                        RunOptions.defaults().withOutputs(outputs));
                assertThat(number(outputs, "use")).isEqualTo(1.0);
            }
        }
    }

    /** As often as wanted, with a hold for each or for some only, while another worker holds the argument, too. */
    @Test
    void whatOthersHoldMayBeReturnedWithOrWithoutSharingIt() {
        for (int shares = 0; shares <= 3; shares++) {
            PlanBuilder plan = new PlanBuilder(2)
                    .task(0, "x", slots(), 0)
                    .task(0, "same", slots(0), 1, 2, 3)
                    .task(1, "begin", slots(0), 4)
                    .task(1, "hold", slots(0, 1, 2, 3), 5)
                    .task(0, "use", slots(1, 5), 6);
            int shared = shares;
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch returned = new CountDownLatch(1);
            WorkerProgram one = worker -> {
                worker.start();
                worker.write(0, ones(worker));
                worker.finish();
                worker.start();
                DoubleTensor x = (DoubleTensor) worker.read(0);
                assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < shared; i++) {
                    x.share();
                }
                // A hold that it gives back is none that it returns.
                x.share().close();
                worker.write(1, x);
                worker.write(2, x);
                worker.write(3, List.of(x));
                worker.finish();
                returned.countDown();
                worker.start();
                worker.write(6, ((DoubleTensor) worker.read(1)).get(9) + (double) worker.read(5));
                worker.finish();
            };
            WorkerProgram two = worker -> {
                worker.start();
                DoubleTensor x = (DoubleTensor) worker.read(0);
                try (DoubleTensor more = x.share()) {
                    held.countDown();
                    assertThat(returned.await(10, TimeUnit.SECONDS)).isTrue();
                    worker.write(4, more.get(0));
                }
                worker.finish();
                worker.start();
                worker.write(5, ((DoubleTensor) worker.read(0)).get(0) + ((DoubleTensor) worker.read(1)).get(0));
                worker.finish();
            };
            assertThat(InProcessHost.run(Programs.of(one, two), plan.build(), RunOptions.defaults())
                            .tasks())
                    .isEqualTo(5);
        }
    }

    @Test
    void aGeneratorMayEmitOneDatasetTwiceAlsoOnceOthersHaveReadIt() {
        PlanBuilder plan = new PlanBuilder(2).task(0, "twice", slots(), 0, 1).task(1, "use", slots(0), 2);
        CountDownLatch used = new CountDownLatch(1);
        WorkerProgram one = worker -> {
            worker.start();
            Emitter<DoubleTensor> emitter = worker.emitter(0, 1, 2);
            DoubleTensor x = ones(worker);
            emitter.emit(x);
            used.await();
            emitter.emit(x);
            worker.complete(emitter);
            worker.finish();
        };
        WorkerProgram two = worker -> {
            worker.start();
            worker.write(2, ((DoubleTensor) worker.read(0)).get(0));
            worker.finish();
            used.countDown();
        };
        assertThat(InProcessHost.run(Programs.of(one, two), plan.build(), RunOptions.defaults())
                        .tasks())
                .isEqualTo(2);
    }

    @Test
    void aTaskMayReturnOneDatasetTwice() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "pair", slots(), 0, 1).task(0, "use", slots(0, 1), 2);
        WorkerProgram program = worker -> {
            worker.start();
            DoubleTensor both = ones(worker);
            worker.write(0, both);
            worker.write(1, both);
            worker.finish();
            worker.start();
            worker.write(2, ((DoubleTensor) worker.read(0)).get(0) + ((DoubleTensor) worker.read(1)).get(0));
            worker.finish();
        };
        assertThat(InProcessHost.run(Programs.of(program), plan.build(), RunOptions.defaults())
                        .tasks())
                .isEqualTo(2);
    }

    @Test
    void listsOfDatasetsAreHeldElementByElement() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "list", slots(), 0).task(0, "use", slots(0), 1);
        WorkerProgram program = worker -> {
            worker.start();
            worker.write(0, List.of(ones(worker), ones(worker)));
            worker.finish();
            worker.start();
            worker.write(1, (long) ((List<?>) worker.read(0)).size());
            worker.finish();
        };
        RunReport report = InProcessHost.run(Programs.of(program), plan.build(), RunOptions.defaults());
        assertThat(report.bytesProduced()).isEqualTo(2 * BYTES);
    }

    @Test
    void aTaskThatSeveralWorkersRunIsEachOnesOwn() {
        PlanBuilder plan = new PlanBuilder(2)
                .task(0, "x", slots(), 0)
                .again(0, 1, "x", slots(), 0)
                .task(0, "y", slots(0), 1)
                .task(1, "z", slots(0), 2);
        WorkerProgram one = recomputing(1);
        WorkerProgram two = recomputing(2);
        RunReport report = InProcessHost.run(Programs.of(one, two), plan.build(), RunOptions.defaults());
        assertThat(report.tasks()).isEqualTo(4);
    }

    @Test
    void eachReaderHasTheCopyThatThePlanNames() {
        PlanBuilder plan = new PlanBuilder(3)
                .task(0, "x", slots(), 0)
                .again(0, 1, "x", slots(), 0)
                .task(0, "own", slots(0), 1)
                .task(1, "end", slots(), 2)
                .task(2, "sent", slots(5), 3)
                .alias(5, 0)
                .sends(1, 5, 2)
                .publish(1, "own", "{}", "{}")
                .publish(3, "sent", "{}", "{}");
        // What two runs make is the same in truth; here it tells them apart.
        WorkerProgram first = worker -> {
            worker.start();
            worker.write(0, DoubleTensor.of(worker.task().allocator(), new double[] {1}, 1));
            worker.finish();
            worker.start();
            worker.write(1, ((DoubleTensor) worker.read(0)).get(0));
            worker.finish();
        };
        WorkerProgram second = worker -> {
            worker.start();
            worker.write(0, DoubleTensor.of(worker.task().allocator(), new double[] {2}, 1));
            worker.finish();
            worker.start();
            worker.write(2, 0L);
            worker.finish();
        };
        WorkerProgram third = worker -> {
            worker.start();
            worker.write(3, ((DoubleTensor) worker.read(5)).get(0));
            worker.finish();
        };
        for (int round = 0; round < 20; round++) {
            try (InMemoryOutputs outputs = new InMemoryOutputs()) {
                RunReport report = InProcessHost.run(
                        Programs.of(first, second, third),
                        plan.build(),
                        RunOptions.defaults().withOutputs(outputs));
                assertThat(number(outputs, "own")).isEqualTo(1.0);
                assertThat(number(outputs, "sent")).isEqualTo(2.0);
                assertThat(report.tasks()).isEqualTo(5);
            }
        }
    }

    private static WorkerProgram recomputing(int slot) {
        return worker -> {
            worker.start();
            DoubleTensor own = ones(worker);
            worker.write(0, own);
            worker.finish();
            worker.start();
            worker.write(slot, ((DoubleTensor) worker.read(0)).get(0) + own.get(1));
            worker.finish();
        };
    }

    @Test
    void outputsThatNobodyWantsAreDropped() {
        // Slot 1 is not in the plan.
        PlanBuilder plan = new PlanBuilder(1).task(0, "states", slots(), 0, 2);
        WorkerProgram program = worker -> {
            worker.start();
            Emitter<DoubleTensor> emitter = worker.emitter(0, 1, 3);
            emitter.emit(ones(worker));
            emitter.emit(ones(worker));
            emitter.emit(ones(worker));
            worker.complete(emitter);
            assertThat(worker.defined(0)).isTrue();
            assertThat(worker.defined(1)).isFalse();
            assertThat(worker.defined(77)).isFalse();
            worker.finish();
        };
        assertThat(InProcessHost.run(Programs.of(program), plan.build(), RunOptions.defaults())
                        .tasks())
                .isEqualTo(1);
    }

    @Test
    void tablesDriveIrregularPrograms() {
        PlanBuilder plan = new PlanBuilder(2)
                .task(0, "a", slots(), 0)
                .task(1, "b[0]", slots(), 1)
                .task(1, "b[1]", slots(), 2)
                .dispatch(new int[] {0, 1, 1}, new int[] {7, 8, 9}, new int[] {0, 1, 3}, new int[] {4, 5, 6, 7, 8})
                .axes(
                        new int[] {0, 0, 1, 1, 1},
                        new int[] {0, 1, 0, 1, 2},
                        new String[] {"first.nc", "second.nc", "", "", ""},
                        new long[] {0, 0, 30, -10, 20});
        List<Object> seen = new ArrayList<>();
        WorkerProgram one = worker -> {
            worker.start();
            worker.write(0, 0L);
            worker.finish();
        };
        WorkerProgram two = worker -> {
            for (int i = 0; i < 2; i++) {
                seen.add(worker.nextUnit());
                seen.add(worker.coordinate(0));
                seen.add(worker.coordinate(1));
                worker.start();
                worker.write(1 + i, 0L);
                worker.finish();
            }
            seen.add(worker.text(0, 1));
            seen.add(worker.value(1, 2));
            seen.add(worker.position(1, -10));
            seen.add(worker.position(1, 30));
        };
        InProcessHost.run(Programs.of(one, two), plan.build(), RunOptions.defaults());
        assertThat(seen).containsExactly(8, 5, 6, 9, 7, 8, "second.nc", 20L, 1, 0);
    }

    @Test
    void progressEndsWithEverythingFinished() {
        PlanBuilder plan = new PlanBuilder(1).task(0, "x[0]", slots(), 0).task(0, "x[1]", slots(), 1);
        List<RunProgress> told = new ArrayList<>();
        WorkerProgram program = worker -> {
            for (int i = 0; i < 2; i++) {
                worker.start();
                worker.write(i, 0L);
                worker.finish();
            }
        };
        RunOptions options = RunOptions.defaults().withProgress(told::add, Duration.ofMillis(1));
        InProcessHost.run(Programs.of(program), plan.build(), options);
        RunProgress last = told.get(told.size() - 1);
        assertThat(last.finished()).isEqualTo(2);
        assertThat(last.families()).containsExactly(new RunProgress.Family("x", 2, 2));
    }

    @Test
    void keptDatasetsStayUntilTheEndAndAreHandedOver() {
        PlanBuilder plan = new PlanBuilder(2)
                .task(0, "x", slots(), 0)
                .task(1, "y", slots(0), 1)
                .task(1, "z", slots(1), 2)
                .keep("x", 0)
                .alias(3, 0);
        WorkerProgram first = worker -> {
            worker.start();
            worker.write(0, DoubleTensor.of(worker.task().allocator(), new double[] {4}, 1));
            worker.finish();
        };
        WorkerProgram second = worker -> {
            worker.start();
            worker.write(1, ((DoubleTensor) worker.read(0)).get(0));
            worker.finish();
            worker.start();
            worker.write(2, worker.read(1));
            worker.finish();
        };
        Map<String, Double> kept = new TreeMap<>();
        InProcessHost.run(
                Programs.of(first, second),
                plan.keep("x", 3).build(),
                RunOptions.defaults().withKept((name, dataset) -> kept.put(name, ((DoubleTensor) dataset).get(0))));
        assertThat(kept).isEqualTo(Map.of("d0", 4.0, "d3", 4.0));
    }
}
