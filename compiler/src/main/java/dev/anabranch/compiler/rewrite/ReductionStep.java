package dev.anabranch.compiler.rewrite;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskFamily.FamilyOutput;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Aggregate;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One step of a reduction, a family of its own.
 *
 * @param reduction which family is split
 * @param signature what is called
 * @param blocks how many calls one list takes, along an index of their own; 0 for one call, without the index
 * @param source the partial results that are read; empty for the list itself
 * @param target the partial results that are made; empty for the datasets of the family that is split
 */
record ReductionStep(
        Reduction reduction,
        TaskSignature signature,
        int blocks,
        Optional<DatasetArray> source,
        Optional<DatasetArray> target) {
    /** The steps in their order; only the last makes the family's own datasets. */
    static List<ReductionStep> of(Reduction reduction, AddedArrays arrays) {
        Aggregate aggregate = reduction.aggregate();
        List<ReductionStep> steps = new ArrayList<>();
        Optional<DatasetArray> source = Optional.empty();
        int levels = reduction.levels().size();
        for (int level = 0; level <= levels; level++) {
            int blocks = level < levels ? reduction.levels().get(level) : 0;
            boolean makesResult = level == levels && aggregate.finish().isEmpty();
            Optional<DatasetArray> target = makesResult
                    ? Optional.empty()
                    : Optional.of(target(reduction, name(level, levels), blocks, arrays));
            steps.add(new ReductionStep(
                    reduction, level == 0 ? aggregate.partial() : aggregate.combine(), blocks, source, target));
            source = target;
        }
        if (aggregate.finish().isPresent()) {
            steps.add(new ReductionStep(reduction, aggregate.finish().get(), 0, source, Optional.empty()));
        }
        return steps;
    }

    private static String name(int level, int levels) {
        if (level == 0) {
            return ".partial";
        }
        return levels == 1 ? ".combine" : ".combine." + level;
    }

    private static DatasetArray target(Reduction reduction, String suffix, int blocks, AddedArrays arrays) {
        TaskFamily family = reduction.family();
        return arrays.add(
                family.name() + suffix,
                reduction.aggregate().partial().outputs().get(0).type(),
                axes(family, blocks),
                family.origin());
    }

    private static List<Axis> axes(TaskFamily family, int blocks) {
        List<Axis> axes = new ArrayList<>(family.axes());
        if (blocks > 0) {
            List<String> taken = family.axes().stream().map(Axis::name).toList();
            String name = "block";
            for (int i = 2; taken.contains(name); i++) {
                name = "block_" + i;
            }
            axes.add(new Axis(name, new Domain.Regular(0, 1, blocks)));
        }
        return axes;
    }

    /** The step as a family. */
    TaskFamily family(int id) {
        TaskFamily split = reduction.family();
        boolean last = target.isEmpty();
        return new TaskFamily(
                id,
                target.map(DatasetArray::name).orElse(split.name()),
                axes(split, blocks),
                signature,
                IntStream.range(0, Reduction.given(signature).size())
                        .mapToObj(this::argument)
                        .toList(),
                target.map(array -> List.of(new FamilyOutput(array.id(), own(blocks > 0))))
                        .orElse(split.outputs()),
                split.cost(),
                last
                        ? split.requirements()
                        : split.requirements().withKeep(false).withCheckpoint(false),
                split.origin());
    }

    /** Whether it makes the result of one partial result. */
    private boolean finishes() {
        return target.isEmpty() && reduction.aggregate().finish().isPresent();
    }

    private Argument argument(int which) {
        if (which == subject()) {
            return subjectArgument();
        }
        return reduction.family().arguments().get(original(which));
    }

    /** The argument that the step works on: a part of the list, or partial results. */
    private Argument subjectArgument() {
        if (source.isEmpty()) {
            return part(reduction.list());
        }
        if (finishes()) {
            return new Argument.Read(
                    source.get().id(),
                    own(false).stream().map(Subscript.At.class::cast).toList());
        }
        List<Subscript> subscripts = new ArrayList<>(own(false));
        subscripts.add(new Subscript.All());
        Argument.ReadAll all = new Argument.ReadAll(source.get().id(), subscripts);
        return blocks > 0 ? part(all) : all;
    }

    private Argument part(Argument.ReadAll whole) {
        Scalar block = new Scalar.Coordinate(reduction.family().axes().size(), ScalarType.INT);
        Scalar first = new Scalar.Binary(
                Scalar.Operator.MULTIPLY,
                new Scalar.Literal(ScalarType.INT, (long) AggregateTree.BLOCK),
                block,
                ScalarType.INT);
        return new Argument.Part(whole, first, AggregateTree.BLOCK);
    }

    /** The family's own coordinates, and that of the block. */
    private List<Subscript> own(boolean block) {
        List<Subscript> own = new ArrayList<>();
        for (Axis axis : reduction.family().axes()) {
            boolean texts = axis.domain() instanceof Domain.Texts;
            own.add(new Subscript.At(new Scalar.Coordinate(own.size(), texts ? ScalarType.STRING : ScalarType.INT)));
        }
        if (block) {
            own.add(new Subscript.At(new Scalar.Coordinate(own.size(), ScalarType.INT)));
        }
        return own;
    }

    /** Which of the step's arguments it works on: the first list, of the finishing step the first value. */
    private int subject() {
        return finishes() ? 0 : Reduction.list(signature);
    }

    /** Which of the aggregate's arguments one of the step's arguments is. */
    private int original(int which) {
        String name = Reduction.given(signature).get(which).name();
        List<Parameter> parameters = Reduction.given(reduction.family().signature());
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException(signature.qualifiedName() + " takes `" + name + "`, which "
                + reduction.family().signature().qualifiedName() + " has not");
    }

    /** How many elements the step works on in a block. */
    int elements(int block) {
        if (finishes()) {
            return 1;
        }
        int all = source.map(array -> array.axes().get(array.axes().size() - 1).size())
                .orElse(reduction.length());
        return blocks == 0 ? all : Math.min(AggregateTree.BLOCK, all - block * AggregateTree.BLOCK);
    }

    /**
     * The slots that the step reads for one of the family's tasks.
     *
     * @param inputs of the task as it was
     * @param ranges where those of each argument begin and end
     * @param positions of the task
     */
    int[] reads(int[] inputs, int[] ranges, int[] positions, int block) {
        IntStream.Builder reads = IntStream.builder();
        for (int which = 0; which < Reduction.given(signature).size(); which++) {
            if (which != subject()) {
                int argument = original(which);
                for (int i = ranges[argument]; i < ranges[argument + 1]; i++) {
                    reads.add(inputs[i]);
                }
                continue;
            }
            int list = ranges[Reduction.list(reduction.family().signature())];
            for (int i = 0; i < elements(block); i++) {
                int place = block * AggregateTree.BLOCK + i;
                reads.add(source.isEmpty() ? inputs[list + place] : slot(source.get(), positions, place));
            }
        }
        return reads.build().toArray();
    }

    /** The slot of a partial result; an array of what is left of each list has no index of its own for it. */
    int slot(DatasetArray array, int[] positions, int block) {
        int[] at = new int[array.axes().size()];
        System.arraycopy(positions, 0, at, 0, positions.length);
        if (at.length > positions.length) {
            at[positions.length] = block;
        }
        return array.slot(at);
    }
}
