package dev.anabranch.compiler.plan;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanMeanings;
import dev.anabranch.model.task.TaskSignature;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What families do, as hashes that stay the same from plan to plan: other equations of a flow, its layout and the ends of
 * its dims are no part of them. Two families of equal meaning call the same task with the same arguments, on inputs that
 * were made in the same way; where a run has measured one, it has measured the other.
 */
public final class FamilyMeanings {
    private final TaskGraph graph;
    private final Map<String, String> libraries;

    private FamilyMeanings(TaskGraph graph, Map<String, String> libraries) {
        this.graph = graph;
        this.libraries = libraries;
    }

    /**
     * The meanings of all families that the passes left or made.
     *
     * @param libraries for each class of tasks the digest of its class file
     */
    public static PlanMeanings of(OptimizedGraph graph, Map<String, String> libraries) {
        FamilyMeanings as = new FamilyMeanings(graph.graph(), libraries);
        List<TaskFamily> families = graph.graph().families();
        List<List<Integer>> read = as.read(graph.written());
        String[] calls = families.stream().map(as::call).toArray(String[]::new);
        // Whether what comes before was computed in parts does not change what it is.
        String[] written = graph.written().families().stream().map(as::call).toArray(String[]::new);
        String[] codes = new String[families.size()];
        String[] meanings = new String[families.size()];
        for (int family = 0; family < families.size(); family++) {
            codes[family] = as.code(families.get(family).signature());
            MeaningHash hash = new MeaningHash().add(calls[family]);
            BitSet before = before(family, read);
            before.stream()
                    .mapToObj(other -> other < written.length ? written[other] : calls[other])
                    .sorted()
                    .forEach(hash::add);
            meanings[family] = hash.end();
        }
        return new PlanMeanings(codes, meanings);
    }

    /** The families before one. */
    private static BitSet before(int family, List<List<Integer>> read) {
        BitSet before = new BitSet();
        List<Integer> open = new ArrayList<>(read.get(family));
        while (!open.isEmpty()) {
            int next = open.remove(open.size() - 1);
            if (!before.get(next)) {
                before.set(next);
                open.addAll(read.get(next));
            }
        }
        return before;
    }

    /** For each family those whose datasets it reads; those of the flow read what they do as it is written. */
    private List<List<Integer>> read(TaskGraph asWritten) {
        List<List<Integer>> read = new ArrayList<>();
        Map<Integer, BitSet> definers = definers();
        for (TaskFamily family : graph.families()) {
            boolean own = family.id() < asWritten.families().size();
            TaskFamily meant = own ? asWritten.families().get(family.id()) : family;
            BitSet arrays = new BitSet();
            ArraysRead.of(meant.arguments(), arrays);
            BitSet families = new BitSet();
            arrays.stream().forEach(array -> families.or(definers.getOrDefault(array, new BitSet())));
            read.add(families.stream().boxed().toList());
        }
        return read;
    }

    private Map<Integer, BitSet> definers() {
        Map<Integer, BitSet> definers = new TreeMap<>();
        for (TaskFamily family : graph.families()) {
            for (TaskFamily.FamilyOutput output : family.outputs()) {
                definers.computeIfAbsent(output.array(), unused -> new BitSet()).set(family.id());
            }
        }
        return definers;
    }

    private String code(TaskSignature signature) {
        return new MeaningHash()
                .add(signature.qualifiedName())
                .add(signature.className())
                .add(signature.method())
                .add(signature.descriptor())
                .add(libraries.getOrDefault(signature.className(), ""))
                .end();
    }

    private String call(TaskFamily family) {
        MeaningHash hash = new MeaningHash().add(code(family.signature())).add(family.name());
        hash.add(family.axes().size());
        for (Axis axis : family.axes()) {
            hash.add(axis.name()).add(axis.domain() instanceof Domain.Texts);
        }
        MeaningWriter writer = new MeaningWriter(hash, array -> {
            DatasetArray named = graph.arrays().get(array);
            hash.add(named.name()).add(named.type().label());
        });
        writer.arguments(family.arguments());
        hash.add(family.outputs().size());
        for (TaskFamily.FamilyOutput output : family.outputs()) {
            hash.add(graph.arrays().get(output.array()).name());
            writer.subscripts(output.subscripts());
        }
        return hash.end();
    }

    /** Collects the arrays that arguments read. */
    private record ArraysRead(BitSet arrays) implements Argument.Visitor<BitSet> {
        static void of(List<Argument> arguments, BitSet arrays) {
            ArraysRead collector = new ArraysRead(arrays);
            arguments.forEach(argument -> argument.accept(collector));
        }

        @Override
        public BitSet value(Argument.Value argument) {
            return arrays;
        }

        @Override
        public BitSet read(Argument.Read argument) {
            arrays.set(argument.array());
            return arrays;
        }

        @Override
        public BitSet readIfDefined(Argument.ReadIfDefined argument) {
            argument.read().accept(this);
            return argument.otherwise().accept(this);
        }

        @Override
        public BitSet absent(Argument.Absent argument) {
            return arrays;
        }

        @Override
        public BitSet readAll(Argument.ReadAll argument) {
            arrays.set(argument.array());
            return arrays;
        }

        @Override
        public BitSet part(Argument.Part argument) {
            return argument.list().accept(this);
        }

        @Override
        public BitSet list(Argument.ListOf argument) {
            of(argument.elements(), arrays);
            return arrays;
        }

        @Override
        public BitSet named(Argument.Named argument) {
            argument.entries().forEach(entry -> entry.getValue().accept(this));
            return arrays;
        }
    }
}
