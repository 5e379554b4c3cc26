package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.MachineModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Workers in virtual time that are given their tasks while the run goes on, under the machine model of the problem's cluster.
 * Who gives them tasks knows the planned durations only. What a task needs and its worker has not is fetched once it is given
 * the task; until all has come the worker is taken. A fetched dataset takes as long as a planned one, waits for network cards as
 * one does, and is there for its whole host if one copy goes to each host.
 *
 * <p>One object makes many runs one after the other without allocating.
 */
abstract class VirtualWorkers {
    private static final byte NOWHERE = 0;
    private static final byte UNDER_WAY = 1;
    private static final byte THERE = 2;
    private static final int NONE = -1;

    final Problem planned;
    final Dag dag;
    final int[] hostOf;
    /** For each task the worker that runs it, ran it or is to run it. */
    final int[] workerOf;
    /** For each worker the task that it runs or fetches the inputs of, or -1. */
    final int[] running;

    private final Problem actual;
    private final int hosts;
    private final boolean onePort;
    private final Messages messages;
    private final int[] messageOf;
    private final EventQueue events = new EventQueue();
    private final NetworkCards cards;
    private final byte[] copies;
    private final boolean[] awaited;
    private final int[] missing;
    private final double[] inputsThere;
    private final double[] start;
    private final double[] finish;
    private final double[] longest;
    private final int[] touched;
    private final double[] toSend;
    private final double[] toReceive;
    private double now;
    private double makespan;
    private int done;

    /**
     * @param planned what is known of the tasks beforehand
     * @param actual the same with the durations that they really have, which may be rewritten between two runs
     */
    VirtualWorkers(Problem planned, Problem actual) {
        this.planned = planned;
        this.actual = actual;
        this.dag = planned.dag();
        this.hosts = planned.hosts();
        this.onePort = planned.cluster().model() == MachineModel.ONE_PORT;
        this.hostOf = new int[planned.workers()];
        Arrays.setAll(hostOf, planned::hostOf);
        int tasks = planned.tasks();
        this.workerOf = new int[tasks];
        this.running = new int[planned.workers()];
        this.messages = new Messages(planned);
        this.messageOf = new int[dag.edges()];
        for (int message = 0; message < messages.count(); message++) {
            for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
                messageOf[messages.edge(i)] = message;
            }
        }
        this.cards = new NetworkCards(hosts);
        this.copies = new byte[onePort ? Math.multiplyExact(messages.count(), hosts) : 0];
        this.awaited = new boolean[dag.edges()];
        this.missing = new int[tasks];
        this.inputsThere = new double[tasks];
        this.start = new double[tasks];
        this.finish = new double[tasks];
        this.longest = new double[hosts];
        this.touched = new int[hosts];
        this.toSend = new double[hosts];
        this.toReceive = new double[hosts];
        Arrays.fill(longest, -1);
    }

    /** What is ready at the start. */
    abstract void open();

    /** All that a task reads is on its worker, which does not fetch it: it may be begun. */
    abstract void ready(int task);

    /** A run has begun. */
    abstract void begun(int task);

    /** A run has ended. */
    abstract void ended(int task);

    /** At the end of a moment: gives idle workers tasks. */
    abstract void dispatch();

    /** Runs everything and returns the makespan, in seconds. */
    final double run() {
        events.clear();
        cards.clear();
        Arrays.fill(running, NONE);
        Arrays.fill(copies, NOWHERE);
        Arrays.fill(awaited, false);
        Arrays.fill(start, NONE);
        Arrays.fill(inputsThere, 0);
        Arrays.fill(toSend, 0);
        Arrays.fill(toReceive, 0);
        now = 0;
        makespan = 0;
        done = 0;
        open();
        close();
        while (!events.isEmpty()) {
            now = events.time();
            while (!events.isEmpty() && events.time() == now) {
                happen(events.remove());
            }
            close();
        }
        if (done != dag.units()) {
            throw new IllegalStateException((dag.units() - done) + " tasks never ran");
        }
        return makespan;
    }

    private void close() {
        dispatch();
        if (onePort) {
            cards.start(now, events);
        }
    }

    /** Events are the ends of runs (their tasks), inputs that are there (after those), early messages, ends of transfers (from -1 down). */
    private void happen(int event) {
        int tasks = dag.units();
        if (event < 0) {
            arrive(-1 - event);
        } else if (event < tasks) {
            done++;
            running[workerOf[event]] = NONE;
            makespan = now;
            ended(event);
        } else if (event < 2 * tasks) {
            allThere(event - tasks);
        } else {
            announce(event - 2 * tasks);
        }
    }

    private void arrive(int transfer) {
        cards.end(transfer);
        PortTransfers transfers = cards.transfers();
        int message = transfers.message(transfer);
        int host = transfers.to(transfer);
        double seconds = transfers.finish(transfer) - transfers.start(transfer);
        toSend[transfers.from(transfer)] -= seconds;
        toReceive[host] -= seconds;
        copies[message * hosts + host] = THERE;
        for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
            int edge = messages.edge(i);
            if (awaited[edge] && hostOf[workerOf[dag.target(edge)]] == host) {
                arrived(edge, now);
            }
        }
    }

    private void arrived(int edge, double at) {
        int reader = dag.target(edge);
        awaited[edge] = false;
        inputsThere[reader] = Math.max(inputsThere[reader], at);
        if (--missing[reader] == 0) {
            settle(reader);
        }
    }

    private void settle(int task) {
        if (inputsThere[task] <= now) {
            allThere(task);
        } else {
            events.add(inputsThere[task], dag.units() + task);
        }
    }

    private void allThere(int task) {
        if (running[workerOf[task]] == task) {
            begin(task);
        } else {
            ready(task);
        }
    }

    /** Says which worker is to run a task whose inputs are sent to it as they are made. */
    final void expect(int task, int worker) {
        workerOf[task] = worker;
        missing[task] = dag.firstIn(task + 1) - dag.firstIn(task);
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            awaited[edge] = true;
        }
    }

    /** Begins a task on its worker, where its inputs are. */
    final void begin(int task) {
        if (start[task] >= 0) {
            throw new IllegalStateException("task " + task + " is begun twice");
        }
        int worker = workerOf[task];
        double seconds = actual.seconds(task, worker);
        running[worker] = task;
        start[task] = now;
        finish[task] = now + seconds;
        events.add(finish[task], task);
        begun(task);
    }

    /** Has what a task makes sent to the workers that are expected to read it, as soon as it is there. */
    final void send(int task, boolean early) {
        for (int message = messages.first(task); message < messages.first(task + 1); message++) {
            double late = planned.late(messages.edge(messages.firstEdge(message)));
            if (!early && late == 0) {
                announce(message);
            } else if (early && late > 0) {
                double seconds = actual.seconds(task, workerOf[task]);
                events.add(finish[task] - late * seconds, 2 * dag.units() + message);
            }
        }
    }

    private void announce(int message) {
        int task = dag.source(messages.edge(messages.firstEdge(message)));
        int worker = workerOf[task];
        int host = hostOf[worker];
        int hostsTouched = 0;
        for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
            int edge = messages.edge(i);
            int reader = workerOf[dag.target(edge)];
            if (reader == worker) {
                arrived(edge, finish[task]);
            } else if (hostOf[reader] == host) {
                arrived(edge, now + planned.near(edge));
            } else if (!onePort) {
                arrived(edge, now + planned.far(edge));
            } else {
                if (longest[hostOf[reader]] < 0) {
                    touched[hostsTouched++] = hostOf[reader];
                }
                longest[hostOf[reader]] = Math.max(longest[hostOf[reader]], planned.far(edge));
            }
        }
        for (int i = 0; i < hostsTouched; i++) {
            int to = touched[i];
            transfer(message, task, host, to, longest[to]);
            longest[to] = -1;
        }
    }

    private void transfer(int message, int producer, int from, int to, double seconds) {
        cards.add(message, producer, from, to, seconds);
        copies[message * hosts + to] = UNDER_WAY;
        toSend[from] += seconds;
        toReceive[to] += seconds;
    }

    /**
     * Gives an idle worker a task whose inputs are all made, and has it fetch what it lacks.
     *
     * @param holder a worker that has all of them, or -1 to fetch each from the worker that made it
     */
    final void give(int task, int worker, int holder) {
        workerOf[task] = worker;
        running[worker] = task;
        missing[task] = 0;
        inputsThere[task] = now;
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            int source = dag.source(edge);
            int maker = workerOf[source];
            if (maker == worker) {
                continue;
            }
            if (onePort && hostOf[maker] != hostOf[worker]) {
                int copy = messageOf[edge] * hosts + hostOf[worker];
                if (copies[copy] == NOWHERE) {
                    int from = hostOf[holder < 0 ? maker : holder];
                    transfer(messageOf[edge], source, from, hostOf[worker], planned.far(edge));
                }
                if (copies[copy] == UNDER_WAY) {
                    awaited[edge] = true;
                    missing[task]++;
                }
            } else {
                inputsThere[task] = Math.max(inputsThere[task], now + copied(edge, maker, worker, holder));
            }
        }
        if (missing[task] == 0) {
            settle(task);
        }
    }

    private double copied(int edge, int maker, int worker, int holder) {
        boolean near = hostOf[maker] == hostOf[worker] || (holder >= 0 && hostOf[holder] == hostOf[worker]);
        return near ? planned.near(edge) : planned.far(edge);
    }

    /**
     * How long {@link #give} would have a worker fetch, in seconds: after what its host's card has to receive by now, and the
     * card of the host that sends has to send.
     *
     * @param enough anything from here on is as good as any other
     */
    final double fetching(int task, int worker, int holder, double enough) {
        double longestCopy = 0;
        double transfers = 0;
        double queue = 0;
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1) && queue + transfers < enough; edge++) {
            int maker = workerOf[dag.source(edge)];
            if (maker == worker) {
                continue;
            }
            if (onePort && hostOf[maker] != hostOf[worker]) {
                byte copy = copies[messageOf[edge] * hosts + hostOf[worker]];
                if (copy == NOWHERE) {
                    transfers += planned.far(edge);
                    queue = Math.max(queue, toSend[hostOf[holder < 0 ? maker : holder]]);
                }
                queue = copy == THERE ? queue : Math.max(queue, toReceive[hostOf[worker]]);
            } else {
                longestCopy = Math.max(longestCopy, copied(edge, maker, worker, holder));
            }
        }
        return Math.max(longestCopy, queue + transfers);
    }

    /**
     * How long it takes from the end of a task on a worker until all who are expected to read what it makes have it, in
     * seconds, after what the cards of the hosts have to send and receive by now.
     */
    final double delivering(int task, int worker) {
        int host = hostOf[worker];
        double longestCopy = 0;
        double transfers = 0;
        double queue = 0;
        for (int message = messages.first(task); message < messages.first(task + 1); message++) {
            int hostsTouched = 0;
            for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
                int edge = messages.edge(i);
                int reader = workerOf[dag.target(edge)];
                int to = hostOf[reader];
                if (to == host || !onePort) {
                    longestCopy = Math.max(longestCopy, planned.transfer(edge, worker, reader));
                } else if (longest[to] < 0) {
                    longest[to] = 0;
                    touched[hostsTouched++] = to;
                    transfers += planned.far(edge);
                    queue = Math.max(queue, Math.max(toSend[host], toReceive[to]));
                }
            }
            for (int i = 0; i < hostsTouched; i++) {
                longest[touched[i]] = -1;
            }
        }
        return Math.max(longestCopy, queue + transfers);
    }

    /** Whether a worker is among those that may run a task. */
    final boolean may(int task, int worker) {
        int[] candidates = planned.candidates(task);
        return candidates.length == hostOf.length || Arrays.binarySearch(candidates, worker) >= 0;
    }

    /** The time of the moment. */
    final double now() {
        return now;
    }

    /** When a task began in the last run, or -1 if it has not yet. */
    final double start(int task) {
        return start[task];
    }

    /** The last run in full. */
    final NoisyRuns.Trace trace() {
        PortTransfers moved = cards.transfers();
        List<NoisyRuns.Trace.Moved> transfers = new ArrayList<>();
        for (int i = 0; i < moved.count(); i++) {
            int message = planned.message(messages.edge(messages.firstEdge(moved.message(i))));
            transfers.add(
                    new NoisyRuns.Trace.Moved(message, moved.from(i), moved.to(i), moved.start(i), moved.finish(i)));
        }
        return new NoisyRuns.Trace(workerOf.clone(), start.clone(), finish.clone(), transfers);
    }
}
