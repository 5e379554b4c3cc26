package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The left side of an equation.
 *
 * @param dims its indices, each once, in the order written, without the one that a generator yields over
 * @param indices one for each place between the brackets
 * @param yielded the dim that a generator yields over
 */
record LeftSide(List<String> dims, List<Index> indices, Optional<String> yielded) {
    /**
     * One place between the brackets: a dim and what is added to it, or a constant.
     *
     * @param dim empty for a constant
     */
    record Index(Optional<String> dim, Object constant) {
        long offset() {
            return (Long) constant;
        }
    }

    static LeftSide of(Statement.Equation equation, Constants constants) {
        Optional<String> yielded = equation.yields().map(Name::text);
        List<String> dims = new ArrayList<>();
        List<Index> indices = new ArrayList<>();
        for (Expression expression : equation.indices()) {
            Index index = index(expression, constants);
            indices.add(index);
            if (index.dim().isPresent()
                    && !index.dim().equals(yielded)
                    && !dims.contains(index.dim().get())) {
                dims.add(index.dim().get());
            }
        }
        yielded.ifPresent(name -> {
            constants.coordinates(name, equation.span());
            if (indices.stream().filter(i -> i.dim().equals(yielded)).count() != 1) {
                throw Refusal.of(equation.span(), "`" + name + "` does not stand once on the left side");
            }
        });
        return new LeftSide(dims, indices, yielded);
    }

    private static Index index(Expression expression, Constants constants) {
        Optional<String> alone = dim(expression, constants);
        if (alone.isPresent()) {
            return new Index(alone, 0L);
        }
        if (expression instanceof Expression.Binary binary) {
            boolean plus = binary.operator() == BinaryOperator.ADD;
            boolean minus = binary.operator() == BinaryOperator.SUBTRACT;
            Optional<String> left = dim(binary.left(), constants);
            Optional<String> right = dim(binary.right(), constants);
            if (left.isPresent() && right.isEmpty() && (plus || minus)) {
                long offset =
                        constant(binary.right(), constants, ScalarType.INT).integer();
                return new Index(left, plus ? offset : Math.negateExact(offset));
            }
            if (plus && right.isPresent() && left.isEmpty()) {
                return new Index(
                        right,
                        constant(binary.left(), constants, ScalarType.INT).integer());
            }
        }
        PlainValue value = PlainValues.of(expression, new NoDims(constants));
        if (value.type() != ScalarType.INT && !PlainTypes.text(value.type())) {
            throw Refusal.of(
                    expression.span(), "an index of type " + value.type().label());
        }
        return new Index(Optional.empty(), value.value());
    }

    private static PlainValue constant(Expression expression, Constants constants, ScalarType wanted) {
        return PlainValues.of(expression, new NoDims(constants), wanted);
    }

    private static Optional<String> dim(Expression expression, Constants constants) {
        boolean name = expression instanceof Expression.Reference reference
                && reference.indices().isEmpty()
                && constants.isDim(reference.name().text());
        return name ? Optional.of(((Expression.Reference) expression).name().text()) : Optional.empty();
    }

    /** The coordinates at one point, without the yielded one: empty places are filled in by {@link #at}. */
    List<Object> at(Point point, Object yieldedCoordinate) {
        List<Object> coordinates = new ArrayList<>();
        for (Index index : indices) {
            if (index.dim().isEmpty()) {
                coordinates.add(index.constant());
                continue;
            }
            Object own = index.dim().equals(yielded)
                    ? yieldedCoordinate
                    : point.at(index.dim().get());
            coordinates.add(own instanceof Long value ? (Object) Math.addExact(value, index.offset()) : own);
        }
        return coordinates;
    }

    /** In a constant on the left a dim means nothing. */
    private record NoDims(Constants constants) implements PlainNames {
        @Override
        public ScalarType type(Expression.Reference reference) {
            return value(reference).type();
        }

        @Override
        public PlainValue value(Expression.Reference reference) {
            if (constants.isDim(reference.name().text())) {
                throw Refusal.of(reference.span(), "a dim in a constant");
            }
            return constants.value(reference);
        }
    }
}
