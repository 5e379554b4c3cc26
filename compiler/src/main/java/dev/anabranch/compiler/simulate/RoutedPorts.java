package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;

/**
 * The exact times of workers' orders with one port where transfers follow a {@link Policy}: which of those that wait starts
 * first, who sends it, and whether a card is kept free for one that is more urgent. Cards, durations and what a host needs
 * are those of {@link OnePort}; with {@link Policy#arrival} both say the same.
 *
 * <p>One object simulates one answer again and again.
 */
public final class RoutedPorts {
    private static final int NONE = -1;

    /**
     * How transfers take turns.
     *
     * @param latest for each copy when it should start at the latest, in seconds; what should start first goes first.
     *     Empty for the order in which copies came to wait
     * @param relay whether hosts that have received a dataset may send it on
     * @param patient whether a card stays idle rather than delay what is about to come and cannot wait
     */
    @SuppressWarnings("ArrayRecordComponent") // a column, written once
    public record Policy(double[] latest, boolean relay, boolean patient) {
        /** First come, first served; whoever makes a dataset sends it. */
        public static Policy arrival() {
            return new Policy(new double[0], false, false);
        }
    }

    private final Problem problem;
    private final Dag dag;
    private final Messages messages;
    private final WorkerOrders orders;
    private final HostCopies copies;
    private final EventQueue events = new EventQueue();
    private final int[] placeOf;
    private final int[] workerOf;
    private final int[] next;
    private final double[] free;
    private final int[] missing;
    private final double[] ready;
    private final double[] start;
    private final double[] finish;
    private final double[] released;
    private final double[] sentAt;
    private final int[] sender;
    private final boolean[] there;
    private final int[] cameAs;
    private final boolean[] sending;
    private final boolean[] receiving;
    private final double[] queued;
    private int[] waiting = new int[16];
    private int waits;
    private int came;
    private int[] expected = new int[16];
    private int expects;
    private final int[] log;
    private int logged;
    private Policy policy = Policy.arrival();
    private long effort;
    private double makespan;
    private double chain;

    /** @param orders in which each task runs once */
    public RoutedPorts(Problem problem, WorkerOrders orders) {
        if (orders.places() != problem.tasks()) {
            throw new IllegalArgumentException(orders.places() + " runs of " + problem.tasks() + " tasks");
        }
        this.problem = problem;
        this.dag = problem.dag();
        this.orders = orders;
        this.messages = new Messages(problem);
        this.copies = new HostCopies(problem, messages, orders);
        int places = orders.places();
        this.placeOf = new int[places];
        this.workerOf = new int[places];
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                placeOf[orders.task(place)] = place;
                workerOf[place] = worker;
            }
        }
        this.next = new int[orders.workers()];
        this.free = new double[orders.workers()];
        this.missing = new int[places];
        this.ready = new double[places];
        this.start = new double[places];
        this.finish = new double[places];
        int count = copies.count();
        this.released = new double[count];
        this.sentAt = new double[count];
        this.sender = new int[count];
        this.there = new boolean[count];
        this.cameAs = new int[count];
        this.sending = new boolean[problem.hosts()];
        this.receiving = new boolean[problem.hosts()];
        this.queued = new double[problem.hosts()];
        this.log = new int[places + count];
    }

    /**
     * Simulates everything; infinite if workers wait for each other in a circle, or if it takes more effort than it may.
     *
     * @param most how many looks at waiting transfers it may take
     */
    public double run(Policy newPolicy, long most) {
        this.policy = newPolicy;
        reset();
        for (int worker = 0; worker < next.length; worker++) {
            startNext(worker);
        }
        while (!events.isEmpty()) {
            double now = events.time();
            int firstNew = waits;
            while (!events.isEmpty() && events.time() == now) {
                happen(events.remove(), now);
            }
            order(firstNew, now);
            send(now);
            if (effort > most) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return logged == log.length ? makespan : Double.POSITIVE_INFINITY;
    }

    private void reset() {
        events.clear();
        Arrays.fill(free, 0);
        Arrays.fill(ready, 0);
        Arrays.fill(there, false);
        Arrays.fill(sending, false);
        Arrays.fill(receiving, false);
        Arrays.fill(queued, 0);
        Arrays.fill(sentAt, NONE);
        for (int worker = 0; worker < next.length; worker++) {
            next[worker] = orders.first(worker);
        }
        for (int place = 0; place < missing.length; place++) {
            int task = orders.task(place);
            missing[place] = dag.firstIn(task + 1) - dag.firstIn(task);
        }
        waits = 0;
        came = 0;
        expects = 0;
        logged = 0;
        effort = 0;
        makespan = 0;
    }

    /** Events are the ends of runs (their places), of transfers (from -1 down) and early messages (from the places up). */
    private void happen(int event, double now) {
        if (event < 0) {
            int copy = -1 - event;
            sending[sender[copy]] = false;
            receiving[copies.to[copy]] = false;
            there[copy] = true;
            for (int i = 0; i < copies.readers.size(copy); i++) {
                satisfy(copies.readers.get(copy, i), now);
            }
        } else if (event < placeOf.length) {
            int task = orders.task(event);
            for (int message = messages.first(task); message < messages.first(task + 1); message++) {
                if (late(message) == 0) {
                    announce(message, event, now);
                }
            }
        } else {
            int message = event - placeOf.length;
            announce(message, placeOf[dag.source(messages.edge(messages.firstEdge(message)))], now);
        }
    }

    private double late(int message) {
        return problem.late(messages.edge(messages.firstEdge(message)));
    }

    private void startNext(int worker) {
        while (next[worker] < orders.first(worker + 1) && missing[next[worker]] == 0) {
            begin(worker, next[worker]++);
        }
    }

    private void begin(int worker, int place) {
        int task = orders.task(place);
        start[place] = Math.max(free[worker], ready[place]);
        double seconds = problem.seconds(task, worker);
        finish[place] = start[place] + seconds;
        free[worker] = finish[place] + problem.pause(task);
        makespan = Math.max(makespan, finish[place]);
        log[logged++] = place;
        for (int message = messages.first(task); message < messages.first(task + 1); message++) {
            double late = late(message);
            double when = finish[place] - late * seconds;
            if (late > 0) {
                events.add(when, placeOf.length + message);
            }
            for (int copy = copies.first[message]; copy < copies.first[message + 1]; copy++) {
                released[copy] = when;
                expect(copy);
            }
        }
        events.add(finish[place], place);
    }

    private void expect(int copy) {
        if (policy.patient()) {
            expected = expects == expected.length ? Arrays.copyOf(expected, expects * 2) : expected;
            expected[expects++] = copy;
        }
    }

    private void announce(int message, int place, double now) {
        int worker = workerOf[place];
        int host = problem.hostOf(worker);
        for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
            int edge = messages.edge(i);
            int reader = placeOf[dag.target(edge)];
            if (workerOf[reader] == worker) {
                satisfy(reader, finish[place]);
            } else if (problem.hostOf(workerOf[reader]) == host) {
                satisfy(reader, now + problem.near(edge));
            }
        }
        for (int copy = copies.first[message]; copy < copies.first[message + 1]; copy++) {
            waiting = waits == waiting.length ? Arrays.copyOf(waiting, waits * 2) : waiting;
            waiting[waits++] = copy;
            released[copy] = now;
            cameAs[copy] = came++;
            queued[host] += copies.seconds[copy];
        }
    }

    private void satisfy(int reader, double arrival) {
        ready[reader] = Math.max(ready[reader], arrival);
        if (--missing[reader] == 0 && next[workerOf[reader]] == reader) {
            startNext(workerOf[reader]);
        }
    }

    /** Puts what came to wait in its place among what waits already. */
    private void order(int firstNew, double now) {
        for (int i = firstNew; i < waits; i++) {
            int copy = waiting[i];
            int at = i;
            for (; at > 0 && before(copy, waiting[at - 1]); at--) {
                waiting[at] = waiting[at - 1];
                effort++;
            }
            waiting[at] = copy;
        }
        if (expects > 0) {
            int kept = 0;
            for (int i = 0; i < expects; i++) {
                if (released[expected[i]] > now) {
                    expected[kept++] = expected[i];
                }
            }
            effort += expects;
            expects = kept;
        }
    }

    private boolean before(int a, int b) {
        int byUrgency = policy.latest().length == 0 ? 0 : Double.compare(policy.latest()[a], policy.latest()[b]);
        int byTime = byUrgency != 0 ? byUrgency : Double.compare(released[a], released[b]);
        int byHost = byTime != 0 ? byTime : Integer.compare(copies.to[a], copies.to[b]);
        return byHost != 0 ? byHost < 0 : cameAs[a] < cameAs[b];
    }

    private void send(double now) {
        int kept = 0;
        for (int i = 0; i < waits; i++) {
            int copy = waiting[i];
            int from = receiving[copies.to[copy]] ? NONE : senderOf(copy, now);
            effort++;
            if (from == NONE) {
                waiting[kept++] = copy;
            } else {
                sender[copy] = from;
                sentAt[copy] = now;
                sending[from] = true;
                receiving[copies.to[copy]] = true;
                queued[copies.maker[copy]] -= copies.seconds[copy];
                log[logged++] = -1 - copy;
                events.add(now + copies.seconds[copy], -1 - copy);
            }
        }
        waits = kept;
    }

    /** The host with a free card that has least to send besides, of those that hold what is to be copied. */
    private int senderOf(int copy, double now) {
        int best = mayDelay(copies.maker[copy], copy, now) ? NONE : copies.maker[copy];
        if (policy.relay()) {
            int message = copies.message[copy];
            for (int other = copies.first[message]; other < copies.first[message + 1]; other++) {
                int host = copies.to[other];
                effort++;
                if (there[other]
                        && copies.seconds[other] >= copies.seconds[copy]
                        && !mayDelay(host, copy, now)
                        && (best == NONE || queued[host] < queued[best] - own(best, copy))) {
                    best = host;
                }
            }
        }
        return best;
    }

    private double own(int host, int copy) {
        return host == copies.maker[copy] ? copies.seconds[copy] : 0;
    }

    /** Whether a host cannot send now, or should not, since something that cannot wait needs a card before this is over. */
    private boolean mayDelay(int from, int copy, double now) {
        if (sending[from]) {
            return true;
        }
        double end = now + copies.seconds[copy];
        for (int i = 0; i < expects; i++) {
            int other = expected[i];
            double needs = policy.latest().length == 0 ? 0 : policy.latest()[other];
            if (policy.latest().length > 0
                    && needs < policy.latest()[copy]
                    && end > Math.max(needs, released[other])
                    && (copies.maker[other] == from || copies.to[other] == copies.to[copy])) {
                return true;
            }
        }
        effort += expects;
        return false;
    }

    /**
     * When each copy should start at the latest for a makespan, by the last simulation: so late that what follows can still
     * end in time, were nothing else in the way of what follows.
     *
     * @param cards whether what followed on the cards then is taken to follow again
     */
    public double[] latest(boolean cards) {
        double[] tail = new double[placeOf.length];
        double[] tailOf = new double[copies.count()];
        double[] afterRun = new double[orders.workers()];
        double[] afterSend = new double[problem.hosts()];
        double[] afterReceive = new double[problem.hosts()];
        for (int i = logged - 1; i >= 0; i--) {
            if (log[i] >= 0) {
                int place = log[i];
                tail[place] = tailOfRun(place, tail, tailOf, afterRun[workerOf[place]]);
                afterRun[workerOf[place]] = tail[place];
            } else {
                int copy = -1 - log[i];
                double after = 0;
                for (int r = 0; r < copies.readers.size(copy); r++) {
                    after = Math.max(after, tail[copies.readers.get(copy, r)]);
                }
                if (cards) {
                    after = Math.max(after, Math.max(afterSend[sender[copy]], afterReceive[copies.to[copy]]));
                }
                tailOf[copy] = copies.seconds[copy] + after;
                afterSend[sender[copy]] = tailOf[copy];
                afterReceive[copies.to[copy]] = tailOf[copy];
            }
        }
        chain = Arrays.stream(tail).max().orElse(0);
        double[] latest = new double[copies.count()];
        Arrays.setAll(latest, copy -> makespan - tailOf[copy]);
        return latest;
    }

    /** How long the longest chain takes of what follows each other by the last {@link #latest}, in seconds. */
    public double chain() {
        return chain;
    }

    private double tailOfRun(int place, double[] tail, double[] tailOf, double afterOnWorker) {
        int task = orders.task(place);
        int worker = workerOf[place];
        double seconds = problem.seconds(task, worker);
        double longest = seconds + problem.pause(task) + afterOnWorker;
        for (int message = messages.first(task); message < messages.first(task + 1); message++) {
            double made = seconds * (1 - late(message));
            for (int i = messages.firstEdge(message); i < messages.firstEdge(message + 1); i++) {
                int edge = messages.edge(i);
                int reader = placeOf[dag.target(edge)];
                if (workerOf[reader] != worker && problem.hostOf(workerOf[reader]) == problem.hostOf(worker)) {
                    longest = Math.max(longest, made + problem.near(edge) + tail[reader]);
                }
            }
            for (int copy = copies.first[message]; copy < copies.first[message + 1]; copy++) {
                longest = Math.max(longest, made + tailOf[copy]);
            }
        }
        return longest;
    }

    /** What the last simulation did. */
    public RoutedTimes times() {
        int[] moved = new int[copies.count()];
        int count = 0;
        for (int i = 0; i < logged; i++) {
            if (log[i] < 0) {
                moved[count++] = -1 - log[i];
            }
        }
        RoutedTimes.Moved[] transfers = new RoutedTimes.Moved[count];
        for (int i = 0; i < count; i++) {
            int copy = moved[i];
            int message = problem.message(messages.edge(messages.firstEdge(copies.message[copy])));
            double needed = Double.POSITIVE_INFINITY;
            for (int r = 0; r < copies.readers.size(copy); r++) {
                needed = Math.min(needed, start[copies.readers.get(copy, r)]);
            }
            transfers[i] = new RoutedTimes.Moved(
                    message,
                    copies.maker[copy],
                    sender[copy],
                    copies.to[copy],
                    sentAt[copy],
                    copies.seconds[copy],
                    needed);
        }
        return new RoutedTimes(start.clone(), finish.clone(), makespan, Arrays.asList(transfers));
    }

    /** How many steps a simulation takes besides looks at waiting transfers. */
    public long size() {
        return (long) log.length + dag.edges();
    }

    /** How many looks at waiting transfers the last simulation took. */
    public long effort() {
        return effort;
    }
}
