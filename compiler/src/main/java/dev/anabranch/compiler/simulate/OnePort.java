package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The exact times of workers' orders where the network card of a host sends at most one and receives at most one
 * transfer at a time. A message becomes pending for each other host that needs it; whenever something ends,
 * pending transfers start in the order in which they became pending, of equal times by ascending host, if both cards
 * are free. On arrival all workers of the host have the data at once. Workers of one host hand over without a card.
 *
 * <p>Where a task runs several times, a worker reads its own run's data; the other workers of a host that has runs get that
 * of the first of these that is done; and to hosts without any, the first run that is done sends. So who sends to whom
 * follows from the orders, too.
 *
 * <p>One object simulates many orders one after the other without allocating.
 */
public final class OnePort {
    private static final int NONE = -1;

    private final Problem problem;
    private final Dag dag;
    private final Messages messages;
    private final int hosts;
    private final int[] hostOf;
    private final EventQueue events = new EventQueue();
    private final int[] firstCopy;
    private final Set<Long> served = new HashSet<>();
    private final int[] inputs;
    private final NetworkCards cards;
    private final int[] next;
    private final double[] free;
    private final int[] endOf;
    private final double[] longest;
    private final int[] touched;
    private int[] workerOf = new int[0];
    private int[] nextCopy = new int[0];
    private int[] taskAt = new int[0];
    private int[] missing = new int[0];
    private double[] ready = new double[0];
    private double[] start = new double[0];
    private double[] finish = new double[0];
    private int[] awaited = new int[0];
    private int[] earlyPlace = new int[0];
    private int[] earlyMessage = new int[0];
    private int earlies;
    private int done;
    private double makespan;

    /** A simulator of any orders for a problem. */
    public OnePort(Problem problem) {
        this.problem = problem;
        this.dag = problem.dag();
        this.messages = new Messages(problem);
        this.hosts = problem.hosts();
        this.hostOf = new int[problem.workers()];
        Arrays.setAll(hostOf, problem::hostOf);
        this.firstCopy = new int[problem.tasks()];
        this.inputs = new int[problem.tasks()];
        Arrays.setAll(inputs, task -> dag.firstIn(task + 1) - dag.firstIn(task));
        this.cards = new NetworkCards(hosts);
        this.next = new int[problem.workers()];
        this.endOf = new int[problem.workers()];
        this.free = new double[problem.workers()];
        this.longest = new double[hosts];
        this.touched = new int[hosts];
        Arrays.fill(longest, -1);
    }

    /**
     * When each run starts and finishes.
     *
     * @throws IllegalArgumentException if workers wait for each other in a circle, or a task runs nowhere
     */
    public Times run(WorkerOrders orders) {
        if (simulate(orders, Double.POSITIVE_INFINITY) == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("the workers wait for each other in a circle");
        }
        return new Times(Arrays.copyOf(start, orders.places()), Arrays.copyOf(finish, orders.places()), makespan);
    }

    /**
     * The makespan alone; infinite if workers wait for each other in a circle, or if it exceeds a limit.
     *
     * @param limit where to stop simulating
     */
    public double simulate(WorkerOrders orders, double limit) {
        int places = orders.places();
        grow(places);
        for (int worker = 0; worker < next.length; worker++) {
            next[worker] = orders.first(worker);
            endOf[worker] = orders.first(worker + 1);
            Arrays.fill(workerOf, next[worker], endOf[worker], worker);
        }
        for (int place = 0; place < places; place++) {
            taskAt[place] = orders.task(place);
        }
        return simulate(places, limit);
    }

    /**
     * The same for orders in columns: each worker's runs one after the other.
     *
     * @param first for each worker the place of its first run, then the number of runs
     * @param tasks for each place the task
     */
    public double simulate(int[] first, int[] tasks, double limit) {
        int places = first[next.length];
        grow(places);
        for (int worker = 0; worker < next.length; worker++) {
            next[worker] = first[worker];
            endOf[worker] = first[worker + 1];
            Arrays.fill(workerOf, next[worker], endOf[worker], worker);
        }
        System.arraycopy(tasks, 0, taskAt, 0, places);
        return simulate(places, limit);
    }

    /** When the run of a place started in the last simulation. */
    public double start(int place) {
        return start[place];
    }

    /** When the run of a place finished in the last simulation. */
    public double finish(int place) {
        return finish[place];
    }

    /** The place of the run whose data came last to a run, or -1. */
    public int awaited(int place) {
        return awaited[place];
    }

    /** The message of a transfer of the last simulation, as the problem numbers it. */
    public int messageOf(int transfer) {
        return problem.message(
                messages.edge(messages.firstEdge(cards.transfers().message(transfer))));
    }

    /** The transfers of the last simulation. */
    public PortTransfers transfers() {
        return cards.transfers();
    }

    private void grow(int places) {
        if (workerOf.length < places) {
            int room = places + places / 4;
            workerOf = new int[room];
            nextCopy = new int[room];
            taskAt = new int[room];
            missing = new int[room];
            ready = new double[room];
            start = new double[room];
            finish = new double[room];
            awaited = new int[room];
        }
    }

    private double simulate(int places, double limit) {
        events.clear();
        cards.clear();
        Arrays.fill(free, 0);
        earlies = 0;
        done = 0;
        makespan = 0;
        Arrays.fill(firstCopy, NONE);
        served.clear();
        for (int place = places - 1; place >= 0; place--) {
            int task = taskAt[place];
            nextCopy[place] = firstCopy[task];
            firstCopy[task] = place;
            missing[place] = inputs[task];
            ready[place] = 0;
            awaited[place] = NONE;
        }
        for (int first : firstCopy) {
            if (first == NONE) {
                throw new IllegalArgumentException("a task runs nowhere");
            }
        }
        for (int worker = 0; worker < next.length; worker++) {
            startNext(worker);
        }
        while (!events.isEmpty()) {
            double now = events.time();
            if (now > limit) {
                return Double.POSITIVE_INFINITY;
            }
            while (!events.isEmpty() && events.time() == now) {
                happen(events.remove(), now);
            }
            cards.start(now, events);
        }
        return done == places && makespan <= limit ? makespan : Double.POSITIVE_INFINITY;
    }

    /** Events are the ends of runs (their places), of transfers (from -1 down) and early messages (from the places up, as numbered). */
    private void happen(int event, double now) {
        if (event < 0) {
            int transfer = -1 - event;
            cards.end(transfer);
            arrive(transfer, now);
        } else if (event < taskAt.length) {
            int task = taskAt[event];
            done++;
            for (int message = messages.first(task); message < messages.first(task + 1); message++) {
                if (late(message) == 0) {
                    announce(message, event, now);
                }
            }
        } else {
            int early = event - taskAt.length;
            announce(earlyMessage[early], earlyPlace[early], now);
        }
    }

    private double late(int message) {
        return problem.late(messages.edge(messages.firstEdge(message)));
    }

    /** What follows on a worker may wait for nothing but its turn. */
    private void startNext(int worker) {
        while (next[worker] < endOf[worker] && missing[next[worker]] == 0) {
            begin(worker, next[worker]++);
        }
    }

    private void begin(int worker, int place) {
        int task = taskAt[place];
        start[place] = Math.max(free[worker], ready[place]);
        double seconds = problem.seconds(task, worker);
        finish[place] = start[place] + seconds;
        free[worker] = finish[place] + problem.pause(task);
        makespan = Math.max(makespan, finish[place]);
        if (problem.hasEarly()) {
            for (int message = messages.first(task); message < messages.first(task + 1); message++) {
                double late = late(message);
                if (late > 0) {
                    events.add(finish[place] - late * seconds, taskAt.length + early(place, message));
                }
            }
        }
        events.add(finish[place], place);
    }

    private int early(int place, int message) {
        if (earlies == earlyPlace.length) {
            int room = Math.max(64, 2 * earlies);
            earlyPlace = Arrays.copyOf(earlyPlace, room);
            earlyMessage = Arrays.copyOf(earlyMessage, room);
        }
        earlyPlace[earlies] = place;
        earlyMessage[earlies] = message;
        return earlies++;
    }

    /** A message of a run is there: its host's workers take it over, other hosts get it sent. */
    private void announce(int message, int place, double now) {
        boolean single = nextCopy[firstCopy[taskAt[place]]] == NONE;
        int host = hostOf[workerOf[place]];
        boolean firstOnHost = single || isFirst(message, place, host, now);
        boolean firstOfAll = single || isFirst(message, place, NONE, now);
        int hostsTouched = 0;
        for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
            int edge = messages.edge(i);
            for (int reader = firstCopy[dag.target(edge)]; reader != NONE; reader = nextCopy[reader]) {
                int readerHost = hostOf[workerOf[reader]];
                if (workerOf[reader] == workerOf[place]) {
                    satisfy(reader, finish[place], place);
                } else if (readerHost == host) {
                    if (single || (firstOnHost && !runsOn(taskAt[place], workerOf[reader]))) {
                        satisfy(reader, now + problem.near(edge), place);
                    }
                } else if (single || (firstOfAll && !runsOnHost(taskAt[place], readerHost))) {
                    if (longest[readerHost] < 0) {
                        touched[hostsTouched++] = readerHost;
                    }
                    longest[readerHost] = Math.max(longest[readerHost], problem.far(edge));
                }
            }
        }
        for (int i = 0; i < hostsTouched; i++) {
            int to = touched[i];
            cards.add(message, place, host, to, longest[to]);
            longest[to] = -1;
        }
    }

    /** Whether of all runs of a task, or those on a host, this one has a message first; of equal ones the lower worker's. */
    private boolean isFirst(int message, int place, int host, double now) {
        double late = late(message);
        for (int copy = firstCopy[taskAt[place]]; copy < place; copy = nextCopy[copy]) {
            int worker = workerOf[copy];
            boolean began = next[worker] > copy;
            double there = late == 0 ? finish[copy] : finish[copy] - late * problem.seconds(taskAt[copy], worker);
            if (began && there == now && (host == NONE || hostOf[worker] == host)) {
                return false;
            }
        }
        return served.add((long) message * (hosts + 1) + host + 1);
    }

    private boolean runsOn(int task, int worker) {
        int copy = firstCopy[task];
        while (copy != NONE && workerOf[copy] != worker) {
            copy = nextCopy[copy];
        }
        return copy != NONE;
    }

    private boolean runsOnHost(int task, int host) {
        int copy = firstCopy[task];
        while (copy != NONE && hostOf[workerOf[copy]] != host) {
            copy = nextCopy[copy];
        }
        return copy != NONE;
    }

    private void satisfy(int reader, double arrival, int from) {
        if (arrival >= ready[reader]) {
            ready[reader] = arrival;
            awaited[reader] = from;
        }
        if (--missing[reader] == 0 && next[workerOf[reader]] == reader) {
            startNext(workerOf[reader]);
        }
    }

    private void arrive(int transfer, double now) {
        PortTransfers transfers = cards.transfers();
        int message = transfers.message(transfer);
        int host = transfers.to(transfer);
        for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
            int target = dag.target(messages.edge(i));
            for (int reader = firstCopy[target]; reader != NONE; reader = nextCopy[reader]) {
                if (hostOf[workerOf[reader]] == host) {
                    satisfy(reader, now, transfers.place(transfer));
                }
            }
        }
    }
}
