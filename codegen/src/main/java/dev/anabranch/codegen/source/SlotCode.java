package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Source of slots' numbers: which dataset a subscript names, for any task of a family. */
final class SlotCode {
    private final TaskFamily family;
    private final List<AxisBinding> axes;
    private final ClassConstants constants;
    private final @Nullable OwnNumbers own;

    /**
     * @param family whose tasks the code is for
     * @param axes the family's indices in the method
     * @param body the method
     */
    SlotCode(TaskFamily family, List<AxisBinding> axes, MethodBody body) {
        this.family = family;
        this.axes = axes;
        this.constants = body.owner().constants();
        this.own = body.own();
    }

    /** Whether a number, passed as such, is one of the worker's own. */
    boolean isOwn(ValueType type, TypeName java) {
        return own != null && ValueConversion.isNumber(type) && !java.equals(ClassName.get(Object.class));
    }

    /** The source of the count of one of the worker's own numbers, by its positions. */
    CodeBlock own(DatasetArray array, List<Position> positions) {
        if (own == null) {
            throw new IllegalStateException("this method passes numbers with other workers");
        }
        OwnNumbers.Layout layout = own.layout(array);
        return Position.sum(constants.own(array, layout), positions, layout.strides());
    }

    /** The source of the slot at the given positions of an array. */
    CodeBlock slot(DatasetArray array, List<Position> positions) {
        List<Integer> strides = new ArrayList<>();
        for (int axis = 0; axis < positions.size(); axis++) {
            strides.add(array.stride(axis));
        }
        return Position.sum(constants.array(array), positions, strides);
    }

    /** The source of the slot at the sum of so many times the given positions. */
    CodeBlock slot(DatasetArray array, List<Position> positions, List<Integer> strides) {
        return Position.sum(constants.array(array), positions, strides);
    }

    /** The position on an array's axis of a coordinate over the family's indices. */
    Position position(DatasetArray array, int axis, Scalar coordinate) {
        Axis on = array.axes().get(axis);
        if (on.size() == 1) {
            return Position.of(Affine.ZERO);
        }
        return on.domain().accept(new Domain.Visitor<Position>() {
            @Override
            public Position regular(Domain.Regular domain) {
                Optional<Affine> sum = new AffineScalars(axes).of(coordinate);
                try {
                    return sum.map(affine -> regularPosition(domain, affine))
                            .orElseGet(() -> regularPosition(domain, scalars().of(coordinate)));
                } catch (ArithmeticException distanceIsNoLong) {
                    return tabulated(on, coordinate);
                }
            }

            @Override
            public Position integers(Domain.Integers domain) {
                Optional<Position> same = sameDomain(domain, coordinate);
                if (same.isPresent()) {
                    return same.get();
                }
                return isLiteral(coordinate)
                        ? tabulated(on, coordinate)
                        : Position.of(CodeBlock.of(
                                "worker.position($L, $L)",
                                constants.axis(on.name(), domain),
                                scalars().of(coordinate).code()));
            }

            @Override
            public Position texts(Domain.Texts domain) {
                return sameDomain(domain, coordinate).orElseGet(() -> tabulated(on, coordinate));
            }
        });
    }

    private static boolean isLiteral(Scalar coordinate) {
        return coordinate instanceof Scalar.Literal;
    }

    private ScalarCode scalars() {
        return new ScalarCode(axes, axisNames(), constants, "span");
    }

    List<String> axisNames() {
        return family.axes().stream().map(Axis::name).toList();
    }

    /** The position of a regular axis' coordinate. */
    static Position regularPosition(Domain.Regular domain, Affine coordinate) {
        if (domain.size() == 1) {
            return Position.of(Affine.ZERO);
        }
        Affine distance = coordinate.minus(domain.first());
        Optional<Affine> whole = distance.dividedBy(domain.step()).filter(Affine::fitsInt);
        if (whole.isPresent()) {
            return Position.of(whole.get());
        }
        Expression code = Expression.integer(distance);
        return divided(code, domain.step());
    }

    private static Position regularPosition(Domain.Regular domain, Expression coordinate) {
        return divided(distance(domain, coordinate), domain.step());
    }

    /** How far a coordinate is from its axis' first. */
    static Expression distance(Domain.Regular domain, Expression coordinate) {
        long first = domain.first();
        if (first == 0) {
            return coordinate;
        }
        return first < 0 && first != Long.MIN_VALUE
                ? IntegerCode.binary(Scalar.Operator.ADD, coordinate, Expression.integer(-first))
                : IntegerCode.binary(Scalar.Operator.SUBTRACT, coordinate, Expression.integer(first));
    }

    private static Position divided(Expression distance, long step) {
        CodeBlock quotient = step == 1
                ? distance.code()
                : CodeBlock.of("$L / $L", distance.in(Expression.MULTIPLICATIVE), Affine.literal(step));
        return Position.of(
                distance.kind() == Expression.Kind.LONG
                        ? CodeBlock.of("(int) ($L)", quotient)
                        : CodeBlock.of(
                                step == 1 && distance.precedence() < Expression.MULTIPLICATIVE ? "($L)" : "$L",
                                quotient));
    }

    /** An index of the family that runs over the very coordinates of the array's axis. */
    private Optional<Position> sameDomain(Domain domain, Scalar coordinate) {
        return coordinate instanceof Scalar.Coordinate index
                        && axes.get(index.axis()).domain().equals(domain)
                ? Optional.of(Position.of(axes.get(index.axis()).variable()))
                : Optional.empty();
    }

    /** A position that only a table can tell, by the positions of the indices that the coordinate depends on. */
    private Position tabulated(Axis on, Scalar coordinate) {
        SortedSet<Integer> used = UsedAxes.of(coordinate);
        CoordinateLookup lookup = new CoordinateLookup(on.domain());
        long[] table = new long[boxSize(used)];
        BoxWalk.over(
                family.axes(),
                used,
                (row, positions) -> table[row] = Math.max(0, found(lookup, coordinate, positions)));
        if (used.isEmpty()) {
            return Position.of(Affine.constant(table[0]));
        }
        String name = constants.table(
                on.name() + "_positions",
                table,
                "Number of the table of positions on " + CommentText.safe(on.name()) + ".");
        return Position.of(CodeBlock.of("(int) worker.value($L, $L)", name, row(used)));
    }

    /** Where no task is, a coordinate need not have a value. */
    private int found(CoordinateLookup lookup, Scalar coordinate, int[] positions) {
        try {
            return lookup.position(new ScalarEvaluator(family.axes(), positions).evaluate(coordinate));
        } catch (ArithmeticException noValue) {
            return -1;
        }
    }

    private int boxSize(SortedSet<Integer> used) {
        int size = 1;
        for (int axis : used) {
            size = Math.multiplyExact(size, family.axes().get(axis).size());
        }
        return size;
    }

    /** The source of a row's number in a table over some of the family's indices. */
    CodeBlock row(SortedSet<Integer> used) {
        List<Position> positions = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        int stride = boxSize(used);
        for (int axis : used) {
            AxisBinding binding = axes.get(axis);
            stride /= binding.domain().size();
            strides.add(stride);
            positions.add(
                    IndexVariable.isCoordinate(binding.domain())
                            ? regularPosition((Domain.Regular) binding.domain(), binding.variable())
                            : Position.of(binding.variable()));
        }
        return Position.sum("", positions, strides);
    }
}
