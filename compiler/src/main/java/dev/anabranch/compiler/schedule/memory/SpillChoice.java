package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.AnyTensor;
import dev.anabranch.model.type.ValueType.BytesType;
import dev.anabranch.model.type.ValueType.TensorOf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Which datasets leave the memory, and when, where a schedule holds too much: of those that nobody reads now the one whose
 * next reader is farthest away (Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems
 * Journal 5(2), 1966).
 *
 * <p>Only a tensor or bytes with one name, made and read on one worker alone, can go: that worker needs to ask nobody whether
 * it is in use. Between workers the times of the schedule say who runs beside whom; what is decided holds for any times in
 * which units begin in the same order, and none before those have ended that had ended here.
 */
final class SpillChoice {
    private final OptimizedGraph graph;
    private final HeldData held;
    private final MemoryAccount account;
    private final int[] order;
    private final int[] position;
    private final int[] worker;
    private final double[] start;
    private final double[] finish;
    private final int[][] readers;
    private final int[] used;
    private final boolean[] onDisk;
    private final int[][] unitsOf;
    private final int[] begunOf;
    private final long[] reserved;
    private final PriorityQueue<Integer> running;
    private final PriorityQueue<Long> idle = new PriorityQueue<>(Comparator.reverseOrder());
    private final List<Spill> spills = new ArrayList<>();
    private final List<Integer> neededBy = new ArrayList<>();
    private final int[] ended;
    private final int[] endedBefore;
    private int endedCount;

    /** @param order all units by their starts; each runs once */
    SpillChoice(
            OptimizedGraph graph,
            Problem problem,
            HeldData held,
            long[] limits,
            int[] order,
            int[] worker,
            double[] start,
            double[] finish) {
        this.graph = graph;
        this.held = held;
        this.account = new MemoryAccount(held, limits);
        this.order = order;
        this.worker = worker;
        this.start = start;
        this.finish = finish;
        this.position = new int[order.length];
        this.unitsOf = new int[problem.workers()][];
        this.begunOf = new int[problem.workers()];
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        for (int w = 0; w < unitsOf.length; w++) {
            int which = w;
            unitsOf[w] =
                    Arrays.stream(order).filter(unit -> worker[unit] == which).toArray();
        }
        this.readers = readers();
        this.used = new int[held.pieces()];
        this.onDisk = new boolean[held.pieces()];
        this.reserved = new long[order.length];
        this.ended = new int[order.length];
        this.endedBefore = new int[order.length];
        this.running = new PriorityQueue<>((a, b) -> finish[a] != finish[b]
                ? Double.compare(finish[a], finish[b])
                : Integer.compare(position[a], position[b]));
    }

    /** By piece the units that read it after the one that makes it, by their starts; none if it has to stay in memory. */
    private int[][] readers() {
        TaskGraph tasks = graph.graph();
        boolean[] stays = new boolean[tasks.slotCount()];
        for (int slot = 0; slot < stays.length; slot++) {
            if (graph.aliasOf(slot) >= 0) {
                stays[graph.aliasOf(slot)] = true;
            }
        }
        for (int piece = 0; piece < held.pieces(); piece++) {
            stays[held.slot(piece)] |= held.isForeign(piece);
        }
        List<List<Integer>> lists = new ArrayList<>();
        for (int piece = 0; piece < held.pieces(); piece++) {
            lists.add(new ArrayList<>());
        }
        for (int unit : order) {
            for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
                for (int i = 0; i < held.reads().size(place); i++) {
                    int piece = held.reads().get(place, i);
                    int maker = graph.producerUnit(held.slot(piece));
                    List<Integer> list = lists.get(piece);
                    stays[held.slot(piece)] |= worker[maker] != worker[unit];
                    if (maker != unit && (list.isEmpty() || list.get(list.size() - 1) != unit)) {
                        list.add(unit);
                    }
                }
            }
        }
        int[][] found = new int[held.pieces()][];
        for (int piece = 0; piece < found.length; piece++) {
            int slot = held.slot(piece);
            ValueType type = tasks.array(slot).type();
            boolean onFile = type instanceof TensorOf || type instanceof AnyTensor || type instanceof BytesType;
            boolean kept = tasks.family(tasks.producer(graph.resolve(slot)))
                    .requirements()
                    .keep();
            boolean goes = onFile && !kept && !stays[slot] && held.bytes(piece) > 0;
            found[piece] =
                    goes ? lists.get(piece).stream().mapToInt(Integer::intValue).toArray() : new int[0];
        }
        return found;
    }

    /** Decides; where all that can go has gone and a unit does not fit even so, it runs all the same. */
    void decide() {
        for (int unit : order) {
            while (!running.isEmpty() && finish[running.peek()] <= start[unit]) {
                end(running.remove());
            }
            endedBefore[unit] = endedCount;
            begin(unit);
        }
    }

    private void begin(int unit) {
        for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
            for (int i = 0; i < held.reads().size(place); i++) {
                int piece = held.reads().get(place, i);
                if (onDisk[piece]) {
                    onDisk[piece] = false;
                    account.move(piece, 1);
                }
            }
        }
        boolean more = true;
        while (more && account.excess(unit) > 0) {
            more = evict(unit);
        }
        reserved[unit] = account.reserve(unit);
        begunOf[worker[unit]]++;
        running.add(unit);
        for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
            for (int i = 0; i < held.reads().size(place); i++) {
                int piece = held.reads().get(place, i);
                if (used[piece] < readers[piece].length && readers[piece][used[piece]] == unit) {
                    used[piece]++;
                }
            }
        }
    }

    private void end(int unit) {
        account.release(unit, reserved[unit]);
        account.end(unit);
        ended[endedCount++] = unit;
        for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
            for (int i = 0; i < held.makes().size(place); i++) {
                waits(held.makes().get(place, i));
            }
            for (int i = 0; i < held.reads().size(place); i++) {
                waits(held.reads().get(place, i));
            }
        }
    }

    /** A piece that nobody reads now is one that may go, if somebody reads it later. */
    private void waits(int piece) {
        if (used[piece] < readers[piece].length) {
            idle.add((long) position[readers[piece][used[piece]]] << 32 | piece);
        }
    }

    /** Has a dataset leave the host of a unit that is to begin; whether there was one. */
    private boolean evict(int unit) {
        List<Long> passedOver = new ArrayList<>();
        boolean found = false;
        while (!found && !idle.isEmpty()) {
            long entry = idle.remove();
            int piece = (int) entry;
            boolean current = !onDisk[piece]
                    && used[piece] < readers[piece].length
                    && position[readers[piece][used[piece]]] == (int) (entry >> 32);
            if (!current) {
                continue;
            }
            int reader = readers[piece][used[piece]];
            int before = boundary(worker[reader], unit);
            if (held.where(piece) != held.hostOf(unit) || before == reader) {
                passedOver.add(entry);
                continue;
            }
            onDisk[piece] = true;
            account.move(piece, -1);
            spills.add(new Spill(held.slot(piece), worker[reader], before, reader));
            neededBy.add(unit);
            found = true;
        }
        idle.addAll(passedOver);
        return found;
    }

    /** The unit before which a worker could write something that is not there any more when a unit begins. */
    private int boundary(int where, int unit) {
        if (where == worker[unit]) {
            return unit;
        }
        int begun = begunOf[where];
        boolean busy = begun > 0 && finish[unitsOf[where][begun - 1]] > start[unit];
        return unitsOf[where][busy ? begun - 1 : begun];
    }

    /** What was decided, in the order of decisions. */
    List<Spill> spills() {
        return spills;
    }

    /** The unit that made a decision necessary. */
    int neededBy(int spill) {
        return neededBy.get(spill);
    }

    /** How many units had ended when a unit began. */
    int endedBefore(int unit) {
        return endedBefore[unit];
    }

    /** A unit by the order in which they ended. */
    int ended(int which) {
        return ended[which];
    }
}
