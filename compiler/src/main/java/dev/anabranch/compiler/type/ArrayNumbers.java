package dev.anabranch.compiler.type;

import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;

/**
 * The arrays of a flow and of all flows that it uses, in the order of their numbers: first those that equations name,
 * then those of unnamed subexpressions, each behind those that it follows the instances of.
 */
final class ArrayNumbers {
    private final List<Named> named = new ArrayList<>();
    private final List<TypedArray> others = new ArrayList<>();

    private record Named(String name, ArrayTable.Entry entry) {}

    /** Gives the arrays of a flow that hold datasets their numbers; only while there are no unnamed ones. */
    void number(FlowContext flow) {
        if (!others.isEmpty()) {
            throw new IllegalStateException("named arrays after unnamed ones");
        }
        for (ArrayTable.Entry entry : flow.arrays.entries()) {
            if (!entry.hollow()) {
                entry.bind(named.size());
                named.add(new Named(flow.prefix + entry.name, entry));
            }
        }
    }

    /** The number of the next array. */
    int next() {
        return named.size() + others.size();
    }

    /** Adds unnamed arrays that have the next numbers already. */
    void add(List<TypedArray> arrays) {
        others.addAll(arrays);
    }

    /** Gives an input a number of its own, as nobody gives it an array. */
    void addInput(String name, ArrayTable.Entry input, boolean complete) {
        ValueType type = input.type().orElse(ScalarType.BOOL);
        input.bind(next());
        others.add(
                new TypedArray(input.id(), name, type, input.axes(), input.coordinates(), true, complete, input.span));
    }

    /** The names of an array's indices. */
    List<String> axes(int array) {
        return array < named.size()
                ? named.get(array).entry().axes()
                : others.get(array - named.size()).axes();
    }

    /** What an array's indices are. */
    List<ScalarType> coordinates(int array) {
        return array < named.size()
                ? named.get(array).entry().coordinates()
                : others.get(array - named.size()).coordinates();
    }

    /**
     * All of them.
     *
     * @param equations those without mistakes; one whose instances are those of an incomplete array makes others
     *     incomplete
     */
    List<TypedArray> typed(List<TypedEquation> equations) {
        List<TypedArray> arrays = all();
        for (TypedEquation equation : equations) {
            boolean follows = equation.lists().stream()
                    .anyMatch(list -> !arrays.get(list.reads().array()).complete());
            if (follows) {
                equation.outputs()
                        .forEach(
                                o -> arrays.set(o.array(), arrays.get(o.array()).incomplete()));
            }
        }
        return arrays;
    }

    private List<TypedArray> all() {
        List<TypedArray> arrays = new ArrayList<>();
        for (Named array : named) {
            ArrayTable.Entry entry = array.entry();
            arrays.add(new TypedArray(
                    entry.id(),
                    array.name(),
                    entry.type().orElse(ScalarType.BOOL),
                    entry.axes(),
                    entry.coordinates(),
                    true,
                    entry.complete() && entry.type().isPresent(),
                    entry.span));
        }
        arrays.addAll(others);
        return arrays;
    }
}
