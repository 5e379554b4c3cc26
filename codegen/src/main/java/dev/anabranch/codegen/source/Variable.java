package dev.anabranch.codegen.source;

/**
 * An {@code int} variable of generated code.
 *
 * @param order its place among the variables of its method, for the order of sums
 * @param name as it stands in the source
 * @param low the least value that it takes
 * @param high the greatest value that it takes
 */
record Variable(int order, String name, int low, int high) implements Comparable<Variable> {
    @Override
    public int compareTo(Variable other) {
        return Integer.compare(order, other.order);
    }
}
