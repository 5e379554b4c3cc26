package dev.anabranch.codegen.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a worker's order is written: as straight lines and loops where it is regular, and from a table where it is not.
 */
final class RunSegments {
    /** An order that takes no more lines than this is written out, however irregular it is. */
    private static final int MOST_LINES = 64;

    private static final int MOST_LOOPS = 31;
    private static final int LONGEST_LOOP = 40;
    private static final long SHORTEST_KEPT = 16;
    private static final int SHORTEST_TABLE = 4;

    /** A part of the order. */
    sealed interface Segment {
        /** What it runs. */
        Stream<ProgramUnit> units();

        /** A call or a loop. */
        record Code(LoopNode node) implements Segment {
            @Override
            public Stream<ProgramUnit> units() {
                return node.shape().units();
            }
        }

        /** Units that are looked up one after the other. */
        record Table(List<ProgramUnit.Instance> instances) implements Segment {
            @Override
            public Stream<ProgramUnit> units() {
                return instances.stream().map(ProgramUnit.Instance::unit);
            }
        }
    }

    private RunSegments() {}

    /**
     * @throws IllegalStateException if the segments do not run what they were made from; checked always, as everything
     *     that a worker does depends on it
     */
    static List<Segment> of(List<ProgramUnit.Instance> order) {
        List<LoopNode> nodes =
                LoopFolding.fold(order.stream().map(LoopNode::call).toList());
        Set<Integer> kept = kept(nodes);
        List<Segment> segments = new ArrayList<>();
        int at = 0;
        int tableFrom = 0;
        for (int i = 0; i < nodes.size(); i++) {
            LoopNode node = nodes.get(i);
            int next = Math.toIntExact(at + node.instances());
            if (kept.contains(i)) {
                addTable(order.subList(tableFrom, at), segments);
                segments.add(new Segment.Code(node));
                tableFrom = next;
            }
            at = next;
        }
        addTable(order.subList(tableFrom, at), segments);
        check(order, segments);
        return segments;
    }

    /** How many units are looked up in the table. */
    static long tabulated(List<Segment> segments) {
        return segments.stream()
                .filter(Segment.Table.class::isInstance)
                .mapToLong(segment -> ((Segment.Table) segment).instances().size())
                .sum();
    }

    private static Set<Integer> kept(List<LoopNode> nodes) {
        int lines = 0;
        List<Integer> loops = new ArrayList<>();
        Set<Integer> all = new HashSet<>();
        boolean printable = true;
        for (int i = 0; i < nodes.size(); i++) {
            LoopNode node = nodes.get(i);
            boolean good = node.shape().lines() <= LONGEST_LOOP && LoopWriter.fits(node);
            printable &= good;
            lines += node.shape().lines();
            all.add(i);
            if (good && node.instances() >= SHORTEST_KEPT) {
                loops.add(i);
            }
        }
        if (printable && lines <= MOST_LINES) {
            return all;
        }
        loops.sort(Comparator.comparingLong(i -> -nodes.get(i).instances()));
        return new HashSet<>(loops.subList(0, Math.min(loops.size(), MOST_LOOPS)));
    }

    private static void addTable(List<ProgramUnit.Instance> instances, List<Segment> segments) {
        if (instances.size() >= SHORTEST_TABLE) {
            segments.add(new Segment.Table(List.copyOf(instances)));
        } else {
            instances.forEach(instance -> segments.add(new Segment.Code(LoopNode.call(instance))));
        }
    }

    private static void check(List<ProgramUnit.Instance> order, List<Segment> segments) {
        OrderCheck check = new OrderCheck(order);
        for (Segment segment : segments) {
            if (segment instanceof Segment.Code code) {
                code.node().forEach(check);
            } else {
                ((Segment.Table) segment)
                        .instances()
                        .forEach(instance -> check.run(
                                instance.unit(), LoopNode.call(instance).numbers()));
            }
        }
        check.end();
    }

    private static final class OrderCheck implements LoopNode.Visitor {
        private final List<ProgramUnit.Instance> order;
        private int at;

        OrderCheck(List<ProgramUnit.Instance> order) {
            this.order = order;
        }

        @Override
        public void run(ProgramUnit unit, long[] values) {
            if (at >= order.size() || !LoopNode.call(order.get(at)).is(new LoopShape.Call(unit), values)) {
                throw new IllegalStateException("the loops leave the plan's order at unit " + at);
            }
            at++;
        }

        void end() {
            if (at != order.size()) {
                throw new IllegalStateException("the loops run " + at + " of " + order.size() + " units");
            }
        }
    }
}
