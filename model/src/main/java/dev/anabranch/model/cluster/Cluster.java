package dev.anabranch.model.cluster;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** The machine model: hosts with workers, and the links between them. Workers are numbered from 0, host by host. */
public final class Cluster {
    /** Between workers of one process the data stays where it is; only a flag crosses. */
    public static final Link BY_REFERENCE = new Link(250e-9, 1e15);

    private final List<Host> hosts;
    private final Link sameHost;
    private final Link otherHost;
    private final MachineModel model;
    private final OptionalDouble timeBetweenFailures;
    private final int[] hostOf;
    private final double[] speeds;

    private Cluster(
            List<Host> hosts, Link sameHost, Link otherHost, MachineModel model, OptionalDouble timeBetweenFailures) {
        this.hosts = List.copyOf(hosts);
        this.sameHost = sameHost;
        this.otherHost = otherHost;
        this.model = model;
        this.timeBetweenFailures = timeBetweenFailures;
        int workers = hosts.stream().mapToInt(h -> h.speeds().size()).sum();
        this.hostOf = new int[workers];
        this.speeds = new double[workers];
        int worker = 0;
        for (int host = 0; host < hosts.size(); host++) {
            for (double speed : hosts.get(host).speeds()) {
                hostOf[worker] = host;
                speeds[worker++] = speed;
            }
        }
    }

    /** A cluster of the given hosts; where there are several, their network cards take one transfer at a time. */
    public static Cluster of(List<Host> hosts, Link sameHost, Link otherHost) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a cluster needs a host");
        }
        return new Cluster(
                hosts,
                sameHost,
                otherHost,
                hosts.size() == 1 ? MachineModel.CONTENTION_FREE : MachineModel.ONE_PORT,
                OptionalDouble.empty());
    }

    /** Other hosts with the same links. */
    public Cluster withHosts(List<Host> others) {
        return new Cluster(others, sameHost, otherHost, model, timeBetweenFailures);
    }

    /** The same hosts and links, with transfers that behave otherwise. */
    public Cluster withModel(MachineModel other) {
        return new Cluster(hosts, sameHost, otherHost, other, timeBetweenFailures);
    }

    /**
     * The same cluster, on which a run crashes now and then.
     *
     * @param seconds the mean time between two failures of any part of it; positive
     */
    public Cluster failingEvery(double seconds) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("a mean time between failures of " + seconds + " s");
        }
        return new Cluster(hosts, sameHost, otherHost, model, OptionalDouble.of(seconds));
    }

    /** One host whose workers are threads of one process. */
    public static Cluster threads(String host, int workers, long memory) {
        return of(
                List.of(new Host(host, Collections.nCopies(workers, 1.0), memory, List.of())),
                BY_REFERENCE,
                new Link(1e-3, 125e6));
    }

    /** The hosts in the order given. */
    public List<Host> hosts() {
        return hosts;
    }

    /** How many workers there are on all hosts. */
    public int workers() {
        return speeds.length;
    }

    /** The index of a worker's host. */
    public int hostOf(int worker) {
        return hostOf[worker];
    }

    /** A worker's speed; a task takes {@code work / speed} seconds. */
    public double speed(int worker) {
        return speeds[worker];
    }

    /** A worker's name: its host's and its number there, {@code a/1}. */
    public String workerName(int worker) {
        int first = worker;
        while (first > 0 && hostOf[first - 1] == hostOf[worker]) {
            first--;
        }
        return hosts.get(hostOf[worker]).name() + "/" + (worker - first);
    }

    /** The link between different workers of one host. */
    public Link sameHost() {
        return sameHost;
    }

    /** The link between workers of different hosts. */
    public Link otherHost() {
        return otherHost;
    }

    /** How transfers between hosts behave. */
    public MachineModel model() {
        return model;
    }

    /** The mean time between two failures that end a run, in seconds; empty if nothing is known of failures. */
    public OptionalDouble timeBetweenFailures() {
        return timeBetweenFailures;
    }

    /** Seconds that a dataset takes from one worker to another; 0 to itself. */
    public double transferSeconds(int from, int to, long bytes) {
        if (from == to) {
            return 0;
        }
        return (hostOf[from] == hostOf[to] ? sameHost : otherHost).seconds(bytes);
    }
}
