package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the tasks of a graph hold in memory once it is known which host runs each unit, as columns. A piece is a dataset
 * on a host: where it is made it is one under all its names, elsewhere each name that is read there is one. It is there
 * until the last task of the host that reads it has ended.
 */
final class HeldData {
    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final int[] hostOf;
    private final int[] made;
    private final int[] placeOf;
    private final Map<Long, Integer> abroad = new HashMap<>();
    private final IntRows.Builder pieces = new IntRows.Builder();
    private long[] bytes;
    private int[] host;
    private int[] readers;
    private int[] comesFrom;
    private int[] slotOf;
    private int count;
    private final IntRows reads;
    private final IntRows makes;
    private final IntRows sends;
    private final long[] besides;

    /** @param hostOf the host of each unit */
    HeldData(OptimizedGraph graph, int[] hostOf) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.hostOf = hostOf;
        this.made = new int[tasks.slotCount()];
        this.placeOf = new int[tasks.taskCount()];
        this.bytes = new long[tasks.slotCount()];
        this.host = new int[tasks.slotCount()];
        this.readers = new int[tasks.slotCount()];
        this.comesFrom = new int[tasks.slotCount()];
        this.slotOf = new int[tasks.slotCount()];
        this.besides = new long[graph.units().total()];
        Arrays.fill(made, -1);
        this.makes = made();
        this.reads = read();
        this.sends = sent();
    }

    private IntRows made() {
        IntRows.Builder rows = new IntRows.Builder();
        int place = 0;
        for (int unit = 0; unit < units(); unit++) {
            for (int i = 0; i < graph.units().size(unit); i++, place++) {
                int task = graph.units().get(unit, i);
                placeOf[task] = place;
                besides[place] = tasks.family(task).requirements().memory();
                boolean kept = tasks.family(task).requirements().keep();
                for (int k = 0; k < tasks.outputs().size(task); k++) {
                    int slot = tasks.outputs().get(task, k);
                    made[slot] = piece(slot, hostOf[unit], -1);
                    readers[made[slot]] = kept ? 1 : 0;
                    rows.add(made[slot]);
                }
                rows.endRow();
            }
        }
        return rows.build();
    }

    private IntRows read() {
        IntRows.Builder rows = new IntRows.Builder();
        for (int unit = 0; unit < units(); unit++) {
            for (int i = 0; i < graph.units().size(unit); i++) {
                int task = graph.units().get(unit, i);
                for (int k = 0; k < tasks.inputs().size(task); k++) {
                    int slot = tasks.inputs().get(task, k);
                    int producer = graph.producerUnit(slot);
                    if (producer >= 0) {
                        int piece = hostOf[producer] == hostOf[unit]
                                ? made[graph.resolve(slot)]
                                : abroad(slot, hostOf[unit]);
                        readers[piece]++;
                        rows.add(piece);
                    }
                }
                rows.endRow();
            }
        }
        return rows.build();
    }

    private int abroad(int slot, int where) {
        return abroad.computeIfAbsent(
                (long) slot << 32 | where, unused -> piece(slot, where, placeOf[tasks.producer(graph.resolve(slot))]));
    }

    /** For each task, in the order of units, the pieces that come to other hosts once it has ended. */
    private IntRows sent() {
        for (int piece = 0; piece < count; piece++) {
            if (comesFrom[piece] >= 0) {
                pieces.add(comesFrom[piece]);
            }
            pieces.endRow();
        }
        return pieces.build().transposed(besides.length);
    }

    private int piece(int slot, int where, int from) {
        if (count == bytes.length) {
            int larger = Math.max(16, count * 2);
            bytes = Arrays.copyOf(bytes, larger);
            host = Arrays.copyOf(host, larger);
            readers = Arrays.copyOf(readers, larger);
            comesFrom = Arrays.copyOf(comesFrom, larger);
            slotOf = Arrays.copyOf(slotOf, larger);
        }
        bytes[count] = tasks.bytes(graph.resolve(slot));
        host[count] = where;
        comesFrom[count] = from;
        slotOf[count] = slot;
        return count++;
    }

    int units() {
        return graph.units().rows();
    }

    /** The place of a unit's first task among all; those up to the next unit's, exclusive, follow. */
    int firstPlace(int unit) {
        return unit == units() ? besides.length : graph.units().start(unit);
    }

    int hostOf(int unit) {
        return hostOf[unit];
    }

    /** By place of a task, the pieces that it reads; one that it reads twice is there twice. */
    IntRows reads() {
        return reads;
    }

    /** By place of a task, the pieces that it makes. */
    IntRows makes() {
        return makes;
    }

    /** By place of a task, the pieces that come to be on other hosts once it has ended. */
    IntRows sends() {
        return sends;
    }

    /** What a task takes while it runs besides what it reads and makes. */
    long besides(int place) {
        return besides[place];
    }

    int pieces() {
        return count;
    }

    long bytes(int piece) {
        return bytes[piece];
    }

    /** Where a piece is. */
    int where(int piece) {
        return host[piece];
    }

    /** The dataset, by the name under which it is made, or read on another host. */
    int slot(int piece) {
        return slotOf[piece];
    }

    /** Whether a piece came from another host. */
    boolean isForeign(int piece) {
        return comesFrom[piece] >= 0;
    }

    /** By piece, how often it is read there before it can go; what is kept never can. */
    int[] readers() {
        return Arrays.copyOf(readers, count);
    }

    /** By host, what fits there at once. */
    static long[] limits(Cluster cluster) {
        return cluster.hosts().stream()
                .mapToLong(host -> host.memory() > 0 ? host.memory() : Long.MAX_VALUE / 4)
                .toArray();
    }
}
