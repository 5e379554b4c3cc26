package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.type.TypedEquation.Lifted;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily.FamilyOutput;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the families of one equation's unnamed subexpressions, each with an array of its own. */
final class FamilyBuilder {
    private final FlowContext flow;
    private final List<Axis> axes;
    private final Optional<Scalar> guard;
    private final String name;
    private final int firstNumber;
    private final int firstId;
    private final List<TypedEquation> equations = new ArrayList<>();
    private final List<TypedArray> arrays = new ArrayList<>();

    /**
     * @param name the array that the equation defines
     * @param firstNumber what the first subexpression is called after the dot
     * @param firstId the id of its array
     */
    FamilyBuilder(
            FlowContext flow, List<Axis> axes, Optional<Scalar> guard, String name, int firstNumber, int firstId) {
        this.flow = flow;
        this.axes = axes;
        this.guard = guard;
        this.name = name;
        this.firstNumber = firstNumber;
        this.firstId = firstId;
    }

    List<TypedEquation> equations() {
        return equations;
    }

    List<TypedArray> arrays() {
        return arrays;
    }

    /** Forgets what was made since there were {@code count}. */
    void truncate(int count) {
        equations.subList(count, equations.size()).clear();
        arrays.subList(count, arrays.size()).clear();
    }

    /** What an operator takes, once its task is known. */
    record Applied(TaskSignature task, List<Argument> arguments, List<ReadSite> reads) {}

    /** The arguments of an operator without lists; empty if there is a mistake, which is reported. */
    Optional<Applied> applied(TaskSignature task, List<Operand> operands, Span span) {
        ArgumentReader reader = new ArgumentReader(flow.diagnostics);
        List<Argument> arguments = new ArrayList<>();
        int next = 0;
        for (Parameter parameter : task.parameters()) {
            if (parameter.kind() == Parameter.Kind.VALUE && next < operands.size()) {
                Optional<Argument> argument =
                        reader.argument(operands.get(next++), parameter.type(), "the operator", span);
                if (argument.isEmpty()) {
                    return Optional.empty();
                }
                arguments.add(argument.get());
            }
        }
        return Optional.of(new Applied(task, arguments, reader.reads()));
    }

    /** A family for a call or an operator within an equation; the dataset that it makes for the equation's instance. */
    Operand one(Applied applied, Span span) {
        UsedAxes used = new UsedAxes();
        applied.arguments().forEach(used::add);
        guard.ifPresent(used::add);
        int[] kept = used.axes().stream().toArray();
        Reindexing reindexing = new Reindexing(positions(kept));
        int id = add(applied, reindexing, kept, List.of(), List.of(), List.of(), span);
        return new Operand.One(
                new Argument.Read(
                        id, coordinates(kept).stream().map(Subscript.At::new).toList()),
                applied.task().outputs().get(0).type(),
                span);
    }

    private List<Scalar> coordinates(int[] kept) {
        List<Scalar> coordinates = new ArrayList<>();
        for (int axis : kept) {
            coordinates.add(new Scalar.Coordinate(axis, type(axes.get(axis))));
        }
        return coordinates;
    }

    private static ScalarType type(Axis axis) {
        return axis.domain() instanceof Domain.Texts ? ScalarType.STRING : ScalarType.INT;
    }

    private int[] positions(int[] kept) {
        int[] positions = new int[axes.size()];
        Arrays.fill(positions, -1);
        for (int i = 0; i < kept.length; i++) {
            positions[kept[i]] = i;
        }
        return positions;
    }

    /** Where the equation has no instances at all, what is the same for all of them has none either. */
    private Optional<Scalar> guard(int[] kept, Reindexing reindexing) {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).size() == 0 && Arrays.binarySearch(kept, i) < 0) {
                return Optional.of(new Scalar.Literal(ScalarType.BOOL, false));
            }
        }
        return guard.map(reindexing::scalar);
    }

    /** Adds a family and its array; returns the array's id. */
    private int add(
            Applied applied,
            Reindexing reindexing,
            int[] kept,
            List<Lifted> lists,
            List<String> liftedNames,
            List<ScalarType> liftedTypes,
            Span span) {
        int id = firstId + arrays.size();
        String subname = name + "." + (firstNumber + arrays.size());
        List<Axis> subaxes = new ArrayList<>();
        List<Subscript> subscripts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<ScalarType> types = new ArrayList<>();
        for (int axis : kept) {
            subaxes.add(axes.get(axis));
            names.add(axes.get(axis).name());
            types.add(type(axes.get(axis)));
        }
        names.addAll(liftedNames);
        types.addAll(liftedTypes);
        for (int i = 0; i < types.size(); i++) {
            subscripts.add(new Subscript.At(new Scalar.Coordinate(i, types.get(i))));
        }
        ValueType type = applied.task().outputs().get(0).type();
        arrays.add(new TypedArray(id, subname, type, names, types, false, true, span));
        List<Argument> arguments = lists.isEmpty()
                ? applied.arguments().stream().map(reindexing::argument).toList()
                : applied.arguments();
        equations.add(new TypedEquation(
                subname,
                subaxes,
                guard(kept, reindexing),
                lists,
                liftedNames,
                applied.task(),
                arguments,
                applied.reads(),
                List.of(new FamilyOutput(id, subscripts)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Requirements.NONE,
                span));
        return id;
    }

    /** The arrays' coordinate types and names, needed to index a family by a list's indices. */
    private record Source(List<String> axes, List<ScalarType> coordinates) {}

    private Source source(int array) {
        if (array >= firstId) {
            TypedArray sub = arrays.get(array - firstId);
            return new Source(sub.axes(), sub.coordinates());
        }
        return new Source(flow.numbers.axes(array), flow.numbers.coordinates(array));
    }

    private static boolean ranged(Subscript subscript) {
        return !(subscript instanceof Subscript.At);
    }

    /** An operator on lists: a family with one task for each coordinate of them; the list of what they make. */
    Operand many(TaskSignature task, List<Operand> operands, Span span) {
        List<Operand.Many> lists = operands.stream()
                .filter(Operand.Many.class::isInstance)
                .map(Operand.Many.class::cast)
                .toList();
        Argument.ReadAll first = lists.get(0).reads();
        for (Operand.Many list : lists) {
            if (!open(list.reads()).equals(open(first))) {
                flow.diagnostics.add(Diagnostic.error(
                                CompilerCodes.LISTS_DIFFER,
                                span,
                                "`" + list.span().text() + "` is a list over " + described(list.reads()) + ", `"
                                        + lists.get(0).span().text() + "` one over " + described(first))
                        .withLabel("lists over different coordinates")
                        .withHelp("an operator pairs elements by coordinate; fix an index of one list"));
                return Operand.BROKEN;
            }
        }
        UsedAxes used = new UsedAxes();
        for (Operand operand : operands) {
            if (operand instanceof Operand.Many many) {
                used.add(many.reads());
            } else if (operand instanceof Operand.One one) {
                used.add(one.read());
            } else if (operand instanceof Operand.Plain plain) {
                used.add(plain.scalar());
            }
        }
        guard.ifPresent(used::add);
        BitSet bits = used.axes();
        int[] kept = bits.stream().toArray();
        Reindexing reindexing = new Reindexing(positions(kept));
        Map<String, ScalarType> lifted = liftedAxes(first, kept);
        List<Operand> elements = new ArrayList<>();
        for (Operand operand : operands) {
            elements.add(element(operand, reindexing, kept.length));
        }
        Optional<Applied> applied = applied(task, elements, span);
        if (applied.isEmpty()) {
            return Operand.BROKEN;
        }
        int id = add(
                applied.get(),
                reindexing,
                kept,
                lists.stream()
                        .map(list -> new Lifted(reindexing.readAllOf(list.reads()), list.span(), span))
                        .toList(),
                List.copyOf(lifted.keySet()),
                List.copyOf(lifted.values()),
                span);
        List<Subscript> subscripts = new ArrayList<>();
        coordinates(kept).forEach(c -> subscripts.add(new Subscript.At(c)));
        // The very ranges, not all that there is: they tell the order of the elements.
        first.subscripts().stream().filter(FamilyBuilder::ranged).forEach(subscripts::add);
        return new Operand.Many(
                new Argument.ReadAll(id, subscripts),
                task.outputs().get(0).type(),
                lists.stream().allMatch(Operand.Many::optional),
                span);
    }

    /** What the coordinates of a list are, on each index that is not fixed. */
    private List<ScalarType> open(Argument.ReadAll list) {
        Source source = source(list.array());
        List<ScalarType> open = new ArrayList<>();
        for (int i = 0; i < list.subscripts().size(); i++) {
            if (ranged(list.subscripts().get(i))) {
                open.add(source.coordinates().get(i));
            }
        }
        return open;
    }

    private String described(Argument.ReadAll list) {
        List<ScalarType> open = open(list);
        return ArrayTable.Entry.counted(open.size(), "index", "indices") + " ("
                + String.join(", ", open.stream().map(ScalarType::label).toList()) + ")";
    }

    private Map<String, ScalarType> liftedAxes(Argument.ReadAll list, int[] kept) {
        Set<String> taken = new HashSet<>();
        for (int axis : kept) {
            taken.add(axes.get(axis).name());
        }
        Source source = source(list.array());
        Map<String, ScalarType> lifted = new LinkedHashMap<>();
        for (int i = 0; i < list.subscripts().size(); i++) {
            if (ranged(list.subscripts().get(i))) {
                String distinct = source.axes().get(i);
                for (int n = 2; !taken.add(distinct); n++) {
                    distinct = source.axes().get(i) + "_" + n;
                }
                lifted.put(distinct, source.coordinates().get(i));
            }
        }
        return lifted;
    }

    /** The operand for one element of the list, over the family's axes. */
    private Operand element(Operand operand, Reindexing reindexing, int firstLifted) {
        if (operand instanceof Operand.Plain plain) {
            return new Operand.Plain(reindexing.scalar(plain.scalar()), plain.known());
        }
        if (operand instanceof Operand.One one) {
            return new Operand.One(reindexing.readOf(one.read()), one.type(), one.span());
        }
        if (operand instanceof Operand.Many many) {
            Source source = source(many.reads().array());
            List<Subscript.At> at = new ArrayList<>();
            int next = firstLifted;
            for (int i = 0; i < many.reads().subscripts().size(); i++) {
                Subscript subscript = many.reads().subscripts().get(i);
                at.add(
                        subscript instanceof Subscript.At point
                                ? new Subscript.At(reindexing.scalar(point.coordinate()))
                                : new Subscript.At(new Scalar.Coordinate(
                                        next++, source.coordinates().get(i))));
            }
            return new Operand.One(new Argument.Read(many.reads().array(), at), many.element(), many.span());
        }
        return operand;
    }
}
