package dev.anabranch.testkit;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Carries out the orders of a schedule in virtual time, with hosts, network cards and workers as objects, without a look at
 * the times that the schedule predicts. Slow and simple on purpose, and it shares no code with the compiler's simulators:
 * what both say must agree. All data must be there when its producer ends. With one port a worker reads its own run's data,
 * a host that has runs hands over that of the first of them to end, and the first run of all that ends sends to the others.
 */
public final class VirtualHosts {
    private final Problem problem;
    private final Dag dag;
    private final boolean onePort;
    private final List<List<Run>> workers = new ArrayList<>();
    private final Map<Integer, List<Run>> runsOf = new HashMap<>();
    private final List<Transfer> waiting = new ArrayList<>();
    private final List<Transfer> moving = new ArrayList<>();
    private final List<Transfer> delivered = new ArrayList<>();
    private final TreeSet<Double> times = new TreeSet<>();
    private double now;

    private VirtualHosts(Problem problem, MachineModel model, Schedule schedule) {
        this.problem = problem;
        this.dag = problem.dag();
        this.onePort = model == MachineModel.ONE_PORT;
        for (int worker = 0; worker < schedule.order().rows(); worker++) {
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < schedule.order().size(worker); i++) {
                Run run = new Run(schedule.unit(schedule.order().get(worker, i)), worker, i);
                runs.add(run);
                runsOf.computeIfAbsent(run.task, unused -> new ArrayList<>()).add(run);
            }
            workers.add(runs);
        }
    }

    /**
     * The makespan of a schedule's orders, in seconds.
     *
     * @throws IllegalStateException if workers wait for ever
     */
    public static double makespan(Problem problem, MachineModel model, Schedule schedule) {
        return new VirtualHosts(problem, model, schedule).run();
    }

    private double run() {
        times.add(0.0);
        while (!times.isEmpty()) {
            now = times.pollFirst();
            finish();
            send();
            begin();
        }
        double last = 0;
        for (List<Run> runs : workers) {
            for (Run run : runs) {
                if (!(run.end <= now)) {
                    throw new IllegalStateException("worker " + run.worker + " waits for ever");
                }
                last = Math.max(last, run.end);
            }
        }
        return last;
    }

    /** What ends now: transfers, then runs, whose data other hosts then wait for. */
    private void finish() {
        for (Transfer transfer : List.copyOf(moving)) {
            if (transfer.end == now) {
                moving.remove(transfer);
                delivered.add(transfer);
            }
        }
        List<Transfer> fresh = new ArrayList<>();
        workers.forEach(runs -> runs.forEach(run -> {
            if (run.end == now && onePort && !run.announced) {
                run.announced = true;
                fresh.addAll(needed(run));
            }
        }));
        fresh.sort(Comparator.comparingInt(transfer -> transfer.to));
        waiting.addAll(fresh);
    }

    /** One transfer to each other host that needs the data. */
    private List<Transfer> needed(Run run) {
        Map<Integer, Double> longest = new HashMap<>();
        for (int i = 0; i < dag.outDegree(run.task); i++) {
            int edge = dag.outEdge(run.task, i);
            for (Run reader : runsOf.getOrDefault(dag.target(edge), List.of())) {
                int host = problem.hostOf(reader.worker);
                if (hereOf(run.task, host).isEmpty() && run == firstOf(runsOf.getOrDefault(run.task, List.of()))) {
                    longest.merge(host, far(edge), Math::max);
                }
            }
        }
        List<Transfer> transfers = new ArrayList<>();
        longest.forEach(
                (host, seconds) -> transfers.add(new Transfer(run.task, problem.hostOf(run.worker), host, seconds)));
        return transfers;
    }

    private void send() {
        for (Transfer transfer : List.copyOf(waiting)) {
            boolean busy = moving.stream().anyMatch(other -> other.from == transfer.from || other.to == transfer.to);
            if (!busy) {
                waiting.remove(transfer);
                transfer.end = now + transfer.seconds;
                moving.add(transfer);
                times.add(transfer.end);
            }
        }
    }

    private void begin() {
        boolean again = true;
        while (again) {
            again = false;
            for (List<Run> runs : workers) {
                Run next = runs.stream()
                        .filter(run -> run.end == Double.POSITIVE_INFINITY)
                        .findFirst()
                        .orElse(null);
                if (next == null) {
                    continue;
                }
                double ready = next.index == 0 ? 0 : runs.get(next.index - 1).end;
                for (int edge = dag.firstIn(next.task); edge < dag.firstIn(next.task + 1); edge++) {
                    ready = Math.max(ready, arrival(edge, next));
                }
                if (ready <= now) {
                    next.end = now + problem.seconds(next.task, next.worker);
                    times.add(next.end);
                    again = true;
                } else if (ready < Double.POSITIVE_INFINITY) {
                    times.add(ready);
                }
            }
        }
    }

    /** When the data of an edge is, or will be, with a reader, as far as it is known now. */
    private double arrival(int edge, Run reader) {
        int host = problem.hostOf(reader.worker);
        List<Run> here = hereOf(dag.source(edge), host);
        if (onePort && here.isEmpty()) {
            return delivered.stream()
                    .filter(transfer -> transfer.task == dag.source(edge) && transfer.to == host)
                    .mapToDouble(transfer -> transfer.end)
                    .findFirst()
                    .orElse(Double.POSITIVE_INFINITY);
        }
        if (onePort) {
            return here.stream()
                    .filter(copy -> copy.worker == reader.worker)
                    .mapToDouble(copy -> copy.end)
                    .findFirst()
                    .orElseGet(() -> firstOf(here).end + near(edge));
        }
        double first = Double.POSITIVE_INFINITY;
        for (Run copy : runsOf.getOrDefault(dag.source(edge), List.of())) {
            boolean sameHost = problem.hostOf(copy.worker) == host;
            double seconds = copy.worker == reader.worker ? 0 : sameHost ? near(edge) : far(edge);
            first = Math.min(first, copy.end + seconds);
        }
        return first;
    }

    private List<Run> hereOf(int task, int host) {
        return runsOf.getOrDefault(task, List.of()).stream()
                .filter(run -> problem.hostOf(run.worker) == host)
                .toList();
    }

    /** The run that ends first, as far as it is known now. */
    private static Run firstOf(List<Run> runs) {
        return runs.stream().min(Comparator.comparingDouble(run -> run.end)).orElseThrow();
    }

    private double near(int edge) {
        return problem.cluster().sameHost().latency()
                + dag.bytes(edge) / problem.cluster().sameHost().bandwidth();
    }

    private double far(int edge) {
        return problem.cluster().otherHost().latency()
                + dag.bytes(edge) / problem.cluster().otherHost().bandwidth();
    }

    private static final class Run {
        private final int task;
        private final int worker;
        private final int index;
        private double end = Double.POSITIVE_INFINITY;
        private boolean announced;

        Run(int task, int worker, int index) {
            this.task = task;
            this.worker = worker;
            this.index = index;
        }
    }

    private static final class Transfer {
        private final int task;
        private final int from;
        private final int to;
        private final double seconds;
        private double end = Double.POSITIVE_INFINITY;

        Transfer(int task, int from, int to, double seconds) {
            this.task = task;
            this.from = from;
            this.to = to;
            this.seconds = seconds;
        }
    }
}
