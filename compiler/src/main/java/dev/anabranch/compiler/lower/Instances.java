package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.NoValue;
import dev.anabranch.compiler.type.TypedArray;
import dev.anabranch.compiler.type.TypedEquation;
import dev.anabranch.compiler.type.TypedFlow;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.InstanceNames;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily.FamilyOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks there are and which datasets they define. First the equations of arrays that the flow names, whose
 * instances follow from dims and guards alone; then unnamed subexpressions, which may follow the instances of others.
 */
final class Instances {
    private static final long SPARSE_FROM = 1 << 20;
    private static final int SPARSEST = 64;

    private final TypedFlow flow;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private final List<Optional<Family>> families;
    private final List<Optional<Box>> boxes;
    private final List<List<Integer>> definers = new ArrayList<>();
    private final Set<Integer> reportedTwice = new HashSet<>();
    private final Set<Integer> incomplete = new HashSet<>();
    private int tasks;
    private int slots;

    Instances(TypedFlow flow, Limits limits, Diagnostics diagnostics) {
        this.flow = flow;
        this.limits = limits;
        this.diagnostics = diagnostics;
        this.families = new ArrayList<>(Collections.nCopies(flow.equations().size(), Optional.empty()));
        this.boxes = new ArrayList<>(Collections.nCopies(flow.arrays().size(), Optional.empty()));
        flow.arrays().forEach(a -> definers.add(new ArrayList<>()));
        for (int e = 0; e < flow.equations().size(); e++) {
            for (FamilyOutput output : flow.equations().get(e).outputs()) {
                definers.get(output.array()).add(e);
            }
        }
    }

    /** Makes them; false if a limit is passed or an index cannot be computed, which is reported. */
    boolean make() {
        for (int e = 0; e < flow.equations().size(); e++) {
            if (flow.equations().get(e).lists().isEmpty() && !family(e)) {
                return false;
            }
        }
        for (TypedArray array : flow.arrays()) {
            if (!array.named()) {
                for (int e : definers.get(array.id())) {
                    if (families.get(e).isEmpty() && !family(e)) {
                        return false;
                    }
                }
            }
            if (!box(array)) {
                return false;
            }
        }
        return true;
    }

    /** Those that have tasks, and those that have none at any of their coordinates. */
    List<Family> families() {
        return families.stream()
                .flatMap(Optional::stream)
                .filter(family -> family.rank() > 0 || family.count() > 0)
                .toList();
    }

    Box box(int array) {
        return boxes.get(array).orElseThrow();
    }

    int slots() {
        return slots;
    }

    private boolean refuse(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        return false;
    }

    private boolean family(int number) {
        TypedEquation equation = flow.equations().get(number);
        List<Axis> axes = new ArrayList<>(equation.axes());
        boolean plain = equation.lists().isEmpty();
        if (!plain) {
            Argument.ReadAll list = equation.lists().get(0).reads();
            Box source = box(list.array());
            int next = 0;
            for (int i = 0; i < source.rank(); i++) {
                if (!(list.subscripts().get(i) instanceof Subscript.At)) {
                    axes.add(new Axis(
                            equation.liftedNames().get(next++), source.axis(i).domain()));
                }
            }
        }
        int[] at = new int[axes.size()];
        ScalarCompiler scalars = new ScalarCompiler(equation.axes(), at);
        double points = 1;
        for (Axis axis : equation.axes()) {
            points *= axis.size();
        }
        if (equation.guard().isEmpty() && plain && tasks + points > limits.tasks()) {
            return tooManyTasks(equation, points);
        }
        Collector collector =
                new Collector(at, limits.tasks() - tasks, equation.guard().isEmpty() ? (int) points : 16);
        GuardedBox box = new GuardedBox(scalars, equation.guard());
        PairedLists lists = new PairedLists(equation.lists(), this, scalars);
        GuardedBox.Visitor visitor =
                plain ? collector : lifted(collector, lists, equation.axes().size());
        try {
            if (!box.walk(limits.tried(), visitor)) {
                return collector.full() ? tooManyTasks(equation, -1) : tooBroad(equation, points);
            }
        } catch (ArithmeticException e) {
            return arithmetic(equation, equation.axes(), at, e);
        }
        lists.mistake().ifPresent(mistake -> {
            diagnostics.add(mistake);
            equation.outputs().forEach(output -> incomplete.add(output.array()));
        });
        families.set(number, Optional.of(new Family(equation, axes, collector.positions(), collector.count)));
        tasks += collector.count;
        return true;
    }

    /** Collects the positions at hand. */
    private static final class Collector implements GuardedBox.Visitor {
        private final int[] at;
        private final int most;
        private int[] positions;
        private int count;

        Collector(int[] at, int most, int expected) {
            this.at = at;
            this.most = most;
            this.positions = new int[Math.max(1, Math.multiplyExact(expected, at.length))];
        }

        boolean full() {
            return count == most;
        }

        @Override
        public boolean visit() {
            if (full()) {
                return false;
            }
            int from = count * at.length;
            if (from + at.length > positions.length) {
                positions = Arrays.copyOf(positions, Math.max(positions.length * 2, from + at.length));
            }
            System.arraycopy(at, 0, positions, from, at.length);
            count++;
            return true;
        }

        int[] positions() {
            return positions.length == count * at.length ? positions : Arrays.copyOf(positions, count * at.length);
        }
    }

    /** At each point of the equation, visits all elements of its lists. */
    private static GuardedBox.Visitor lifted(Collector collector, PairedLists lists, int rank) {
        return () -> {
            lists.each(positions -> {
                System.arraycopy(positions, 0, collector.at, rank, positions.length);
                collector.visit();
            });
            return !collector.full();
        };
    }

    private boolean tooManyTasks(TypedEquation equation, double points) {
        String count = points < 0 ? "" : grouped(points) + " tasks of ";
        return refuse(Diagnostic.error(
                        CompilerCodes.GRAPH_TOO_LARGE,
                        equation.span(),
                        "with " + count + "`" + equation.name() + "` the graph has more than " + grouped(limits.tasks())
                                + " tasks")
                .withHelp("let one task work on a block of coordinates, and make the blocks the dim"));
    }

    private boolean tooBroad(TypedEquation equation, double points) {
        return refuse(Diagnostic.error(
                        CompilerCodes.GUARD_TOO_BROAD,
                        equation.span(),
                        "the guard of `" + equation.name() + "` would have to be tried at " + grouped(points)
                                + " points")
                .withHelp("compare an index with a sum of other indices and constants, such as `i <= j + 1`"));
    }

    static String grouped(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private boolean arithmetic(TypedEquation equation, List<Axis> axes, int[] at, ArithmeticException why) {
        return refuse(Diagnostic.error(
                        CompilerCodes.BAD_ARITHMETIC,
                        equation.span(),
                        "an index or guard of `"
                                + InstanceNames.of(equation.name(), axes, Arrays.copyOf(at, axes.size()))
                                + "` cannot be computed")
                .withLabel(NoValue.reason(
                        why, "division by zero, a step that is not positive, or a number outside its range"))
                .withHelp("leave the instance out with `where`"));
    }

    /** Lays out an array and marks what is defined. */
    private boolean box(TypedArray array) {
        int rank = array.axes().size();
        List<Hull> hulls = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            hulls.add(new Hull());
        }
        double defined = 0;
        List<Locator> axes = new ArrayList<>();
        double size = 1;
        try {
            for (int e : definers.get(array.id())) {
                Family family = families.get(e).orElseThrow();
                if (family.count() > 0) {
                    defined += extend(hulls, family, array.id());
                }
            }
            for (Hull hull : hulls) {
                if (hull.least() > limits.places()) {
                    return boxTooLarge(array, hull.least(), defined);
                }
                Locator axis = Locator.of(hull.domain());
                axes.add(axis);
                size *= axis.size();
            }
        } catch (ArithmeticException e) {
            return refuse(Diagnostic.error(
                    CompilerCodes.BAD_ARITHMETIC, array.span(), "an index of `" + array.name() + "` leaves its range"));
        }
        if (slots + size > limits.places() || (size > SPARSE_FROM && size > SPARSEST * defined)) {
            return boxTooLarge(array, size, defined);
        }
        boolean empty = definers.get(array.id()).isEmpty();
        TypedArray made = incomplete.contains(array.id()) ? array.incomplete() : array;
        Box box = new Box(made, axes, empty && rank == 0 ? 0 : (int) size, slots);
        boxes.set(array.id(), Optional.of(box));
        slots += box.size();
        for (int e : definers.get(array.id())) {
            define(box, e);
        }
        return true;
    }

    private boolean boxTooLarge(TypedArray array, double size, double defined) {
        return refuse(Diagnostic.error(
                        CompilerCodes.BOX_TOO_LARGE,
                        array.span(),
                        "the indices of `" + array.name() + "` have " + grouped(size) + " combinations for "
                                + grouped(defined) + (defined == 1 ? " dataset" : " datasets"))
                .withHelp("let one task work on a block of coordinates, or split the array in several with fewer"
                        + " indices")
                .withHelp("along a diagonal, let an index be the distance from it"));
    }

    /** Adds a family's coordinates; returns how many datasets it defines. */
    private static double extend(List<Hull> hulls, Family family, int array) {
        double each = 1;
        Optional<Axis> yielded = family.equation().yielded();
        List<Subscript> subscripts = output(family, array).subscripts();
        for (int i = 0; i < hulls.size(); i++) {
            hulls.get(i).add(subscripts.get(i), family.axes(), family::used, yielded);
            if (!(subscripts.get(i) instanceof Subscript.At)) {
                each *= yielded.orElseThrow().size();
            }
        }
        return each * family.count();
    }

    static FamilyOutput output(Family family, int array) {
        return family.equation().outputs().stream()
                .filter(o -> o.array() == array)
                .findFirst()
                .orElseThrow();
    }

    private void define(Box box, int number) {
        Family family = families.get(number).orElseThrow();
        int[] at = new int[family.rank()];
        Definitions definitions = new Definitions(box, family, at);
        for (int i = 0; i < family.count(); i++) {
            family.positions(i, at);
            definitions.each(place -> {
                if (!box.define(place)) {
                    definedTwice(box, number, place);
                }
            });
        }
    }

    /** Every axis stands on the left side, so an equation cannot meet itself; it met an earlier one. */
    private void definedTwice(Box box, int second, int place) {
        if (!reportedTwice.add(second)) {
            return;
        }
        for (int first : definers.get(box.array().id())) {
            if (first != second && defines(box, first, place)) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.DEFINED_TWICE,
                                flow.equations().get(second).span(),
                                "`" + name(box, place) + "` is defined twice")
                        .withLabel("also defined on line "
                                + flow.equations().get(first).span().line())
                        .withHelp("keep the equations apart with `where`"));
                return;
            }
        }
    }

    private boolean defines(Box box, int number, int place) {
        Family family = families.get(number).orElseThrow();
        int[] at = new int[family.rank()];
        Definitions definitions = new Definitions(box, family, at);
        boolean[] found = {false};
        for (int i = 0; i < family.count() && !found[0]; i++) {
            family.positions(i, at);
            definitions.each(p -> found[0] |= p == place);
        }
        return found[0];
    }

    /** The dataset in a slot as its author knows it. */
    String name(int slot) {
        int low = 0;
        int high = boxes.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (box(middle).firstSlot() <= slot) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return name(box(low), slot - box(low).firstSlot());
    }

    /** A place of a box as its author knows it. */
    static String name(Box box, int place) {
        List<Axis> axes = new ArrayList<>();
        int[] positions = new int[box.rank()];
        for (int i = 0; i < positions.length; i++) {
            axes.add(new Axis(box.array().axes().get(i), box.axis(i).domain()));
            positions[i] = place / box.stride(i) % box.axis(i).size();
        }
        return InstanceNames.of(box.array().name(), axes, positions);
    }
}
