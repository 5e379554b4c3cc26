package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads what a task is called with from its family's arguments alone: coordinates are computed anew, and the graph's
 * own columns of inputs are not looked at.
 */
public final class CallReader {
    private final TaskGraph graph;
    private final IdentityHashMap<Domain, Map<Object, Integer>> indices = new IdentityHashMap<>();
    private final IdentityHashMap<Domain, long[]> ascending = new IdentityHashMap<>();

    /** A reader of the graph's tasks. */
    public CallReader(TaskGraph graph) {
        this.graph = graph;
    }

    /** What is told of a call, part by part, in the order of the arguments. */
    public interface Listener {
        /** A value known before the run. */
        void value(Object value);

        /** A dataset; the slot is -1 if its coordinates are outside its array. */
        void slot(int slot);

        /** A parameter gets no dataset, because there is none. */
        void absent();

        /** A list or map begins. */
        void open(String kind);

        /** The list or map that began last ends. */
        void close();
    }

    /** Tells the listener what a task is called with. */
    public void read(int task, Listener listener) {
        TaskFamily family = graph.family(task);
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), graph.positions(task));
        Walk walk = new Walk(evaluator, listener);
        family.arguments().forEach(argument -> argument.accept(walk));
    }

    /** Takes down the datasets of one list. */
    private record SlotList(List<Integer> slots) implements Listener {
        @Override
        public void value(Object value) {
            throw new IllegalStateException("a list of datasets holds " + value);
        }

        @Override
        public void slot(int slot) {
            slots.add(slot);
        }

        @Override
        public void absent() {
            throw new IllegalStateException("a list of datasets holds nothing in a place");
        }

        @Override
        public void open(String kind) {}

        @Override
        public void close() {}
    }

    private final class Walk implements Argument.Visitor<Boolean> {
        private final ScalarEvaluator evaluator;
        private final Listener listener;

        Walk(ScalarEvaluator evaluator, Listener listener) {
            this.evaluator = evaluator;
            this.listener = listener;
        }

        @Override
        public Boolean value(Argument.Value argument) {
            listener.value(evaluator.evaluate(argument.scalar()));
            return true;
        }

        @Override
        public Boolean read(Argument.Read argument) {
            listener.slot(slot(argument));
            return true;
        }

        private int slot(Argument.Read read) {
            DatasetArray array = graph.arrays().get(read.array());
            int[] at = new int[array.axes().size()];
            for (int axis = 0; axis < at.length; axis++) {
                Domain domain = array.axes().get(axis).domain();
                at[axis] =
                        position(domain, evaluator.evaluate(read.at().get(axis).coordinate()));
                if (at[axis] < 0) {
                    return -1;
                }
            }
            return array.slot(at);
        }

        @Override
        public Boolean readIfDefined(Argument.ReadIfDefined argument) {
            int slot = slot(argument.read());
            if (slot < 0 || graph.producer(slot) < 0) {
                return argument.otherwise().accept(this);
            }
            listener.slot(slot);
            return true;
        }

        @Override
        public Boolean absent(Argument.Absent argument) {
            listener.absent();
            return true;
        }

        /** Whether an element of a list or map is there; otherwise it does not count as one. */
        private boolean present(Argument element) {
            if (!(element instanceof Argument.ReadIfDefined optional)
                    || !(optional.otherwise() instanceof Argument.Absent)) {
                return !(element instanceof Argument.Absent);
            }
            int slot = slot(optional.read());
            return slot >= 0 && graph.producer(slot) >= 0;
        }

        @Override
        public Boolean readAll(Argument.ReadAll argument) {
            DatasetArray array = graph.arrays().get(argument.array());
            listener.open("list");
            select(array, argument.subscripts(), new int[array.axes().size()], 0);
            listener.close();
            return true;
        }

        /** Cuts what the list as a whole would tell. */
        @Override
        public Boolean part(Argument.Part argument) {
            long first = evaluator.integer(argument.first());
            List<Integer> whole = new ArrayList<>();
            argument.list().accept(new Walk(evaluator, new SlotList(whole)));
            listener.open("list");
            for (long place = first; place < first + argument.length() && place < whole.size(); place++) {
                listener.slot(whole.get(Math.toIntExact(place)));
            }
            listener.close();
            return true;
        }

        private void select(DatasetArray array, List<Subscript> subscripts, int[] at, int axis) {
            if (axis == at.length) {
                int slot = array.slot(at);
                if (graph.producer(slot) >= 0) {
                    listener.slot(slot);
                }
                return;
            }
            Domain domain = array.axes().get(axis).domain();
            subscripts.get(axis).accept(new Subscript.Visitor<Boolean>() {
                @Override
                public Boolean at(Subscript.At subscript) {
                    return step(position(domain, evaluator.evaluate(subscript.coordinate())));
                }

                @Override
                public Boolean range(Subscript.Range subscript) {
                    long first = evaluator.integer(subscript.from());
                    long last = evaluator.integer(subscript.to());
                    long by = evaluator.integer(subscript.by());
                    if (last < first) {
                        return true;
                    }
                    // A range may go far beyond its axis: whichever is shorter is walked. The distance of any two longs
                    // fits as an unsigned number.
                    long steps = Long.divideUnsigned(last - first, by);
                    if (Long.compareUnsigned(steps, domain.size()) < 0) {
                        for (long k = 0; k <= steps; k++) {
                            step(position(domain, first + k * by));
                        }
                        return true;
                    }
                    for (long value : integers(domain)) {
                        if (value >= first && value <= last && Long.remainderUnsigned(value - first, by) == 0) {
                            step(position(domain, value));
                        }
                    }
                    return true;
                }

                @Override
                public Boolean all(Subscript.All subscript) {
                    for (int i = 0; i < domain.size(); i++) {
                        step(i);
                    }
                    return true;
                }

                private boolean step(int position) {
                    if (position >= 0) {
                        at[axis] = position;
                        select(array, subscripts, at, axis + 1);
                    }
                    return true;
                }
            });
        }

        @Override
        public Boolean list(Argument.ListOf argument) {
            listener.open("list");
            argument.elements().stream().filter(this::present).forEach(element -> element.accept(this));
            listener.close();
            return true;
        }

        @Override
        public Boolean named(Argument.Named argument) {
            listener.open("map");
            argument.entries().stream()
                    .filter(entry -> present(entry.getValue()))
                    .forEach(entry -> {
                        listener.value(entry.getKey());
                        entry.getValue().accept(this);
                    });
            listener.close();
            return true;
        }
    }

    /** Tells the listener one of the arguments that a task's family has. */
    public void read(int task, Argument argument, Listener listener) {
        ScalarEvaluator evaluator = new ScalarEvaluator(graph.family(task).axes(), graph.positions(task));
        argument.accept(new Walk(evaluator, listener));
    }

    /** The integers of a domain, ascending. */
    private long[] integers(Domain domain) {
        return ascending.computeIfAbsent(
                domain,
                unused -> domain.accept(new Domain.Visitor<long[]>() {
                    @Override
                    public long[] regular(Domain.Regular regular) {
                        return IntStream.range(0, regular.size())
                                .mapToLong(regular::value)
                                .toArray();
                    }

                    @Override
                    public long[] integers(Domain.Integers listed) {
                        return listed.values().stream()
                                .mapToLong(v -> v)
                                .sorted()
                                .toArray();
                    }

                    @Override
                    public long[] texts(Domain.Texts texts) {
                        return new long[0];
                    }
                }));
    }

    private int position(Domain domain, Object coordinate) {
        return domain.accept(new Domain.Visitor<Integer>() {
            @Override
            public Integer regular(Domain.Regular regular) {
                return regular.position((Long) coordinate);
            }

            @Override
            public Integer integers(Domain.Integers integers) {
                return listed(integers, integers.values(), coordinate);
            }

            @Override
            public Integer texts(Domain.Texts texts) {
                return listed(texts, texts.values(), coordinate);
            }
        });
    }

    private int listed(Domain domain, List<?> values, Object coordinate) {
        Map<Object, Integer> index = indices.computeIfAbsent(domain, unused -> {
            Map<Object, Integer> positions = new TreeMap<>();
            for (int i = 0; i < values.size(); i++) {
                positions.put(values.get(i), i);
            }
            return positions;
        });
        return index.getOrDefault(coordinate, -1);
    }
}
