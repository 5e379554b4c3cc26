package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Function;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions that hold exactly where a guard holds, as many and as plain as it takes: {@code !(a || b)} is two, and
 * so is {@code abs(i - j) <= 2}.
 */
final class Conjuncts {
    private final List<Scalar> parts = new ArrayList<>();

    private Conjuncts() {}

    static List<Scalar> of(Scalar guard) {
        Conjuncts conjuncts = new Conjuncts();
        conjuncts.add(guard);
        return conjuncts.parts;
    }

    private void add(Scalar part) {
        if (part instanceof Scalar.Binary binary) {
            if (binary.operator() == Operator.AND) {
                add(binary.left());
                add(binary.right());
            } else {
                compared(binary);
            }
        } else if (part instanceof Scalar.Not not) {
            denied(not, not.operand());
        } else {
            parts.add(part);
        }
    }

    private void denied(Scalar.Not whole, Scalar part) {
        if (part instanceof Scalar.Not twice) {
            add(twice.operand());
        } else if (part instanceof Scalar.Binary or && or.operator() == Operator.OR) {
            add(new Scalar.Not(or.left()));
            add(new Scalar.Not(or.right()));
        } else if (part instanceof Scalar.Binary binary && integers(binary)) {
            add(new Scalar.Binary(opposite(binary.operator()), binary.left(), binary.right(), ScalarType.BOOL));
        } else {
            parts.add(whole);
        }
    }

    private static boolean integers(Scalar.Binary binary) {
        return binary.left().type() == ScalarType.INT && binary.right().type() == ScalarType.INT;
    }

    private static Operator opposite(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> Operator.GREATER;
            case GREATER -> Operator.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Operator.LESS;
            case EQUAL -> Operator.NOT_EQUAL;
            case NOT_EQUAL -> Operator.EQUAL;
            default -> throw new IllegalArgumentException(operator + " compares nothing");
        };
    }

    /** What is less than the least of several is less than each; a size is small where number and negative are. */
    private void compared(Scalar.Binary binary) {
        boolean less = binary.operator() == Operator.LESS || binary.operator() == Operator.LESS_OR_EQUAL;
        boolean greater = binary.operator() == Operator.GREATER || binary.operator() == Operator.GREATER_OR_EQUAL;
        if (integers(binary) && less) {
            ordered(binary.left(), binary.operator(), binary.right());
        } else if (integers(binary) && greater) {
            boolean equal = binary.operator() == Operator.GREATER_OR_EQUAL;
            ordered(binary.right(), equal ? Operator.LESS_OR_EQUAL : Operator.LESS, binary.left());
        } else {
            parts.add(binary);
        }
    }

    private void ordered(Scalar low, Operator less, Scalar high) {
        if (low instanceof Scalar.Apply max && max.function() == Function.MAX) {
            max.arguments().forEach(argument -> ordered(argument, less, high));
        } else if (low instanceof Scalar.Apply abs && abs.function() == Function.ABS) {
            ordered(abs.arguments().get(0), less, high);
            ordered(new Scalar.Negate(abs.arguments().get(0)), less, high);
        } else if (high instanceof Scalar.Apply min && min.function() == Function.MIN) {
            min.arguments().forEach(argument -> ordered(low, less, argument));
        } else {
            parts.add(new Scalar.Binary(less, low, high, ScalarType.BOOL));
        }
    }
}
