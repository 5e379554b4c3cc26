package dev.anabranch.codegen.kernel;

import dev.anabranch.api.ElementType;

/**
 * How many elements a vector of a kernel has: the same for all its types, so that conversions are from one vector to one
 * vector and masks fit all. At most eight, the number of lanes of a reduction.
 *
 * @param lanes elements in a vector: 2, 4 or 8
 */
record VectorShape(int lanes) {
    static final String PACKAGE = "jdk/incubator/vector/";

    /** The widest that the machine's vectors hold of the kernel's widest type. */
    static VectorShape of(Kernel kernel, int machineBits) {
        return new VectorShape(Math.max(2, Math.min(8, machineBits / widest(kernel))));
    }

    /** Bits of the widest elements that a kernel's loop has. */
    static int widest(Kernel kernel) {
        return kernel.steps().stream()
                .filter(step -> kernel.varying().get(kernel.steps().indexOf(step)))
                .mapToInt(step -> bits(step.type()))
                .max()
                .orElse(64);
    }

    static int bits(ElementType type) {
        return type == ElementType.F64 || type == ElementType.I64 ? 64 : 32;
    }

    /** Internal name of the vectors of a type. */
    static String vector(ElementType type) {
        return PACKAGE
                + switch (type) {
                    case F64 -> "DoubleVector";
                    case F32 -> "FloatVector";
                    case I64 -> "LongVector";
                    case I32 -> "IntVector";
                    case BOOL -> throw new IllegalArgumentException("truth values are masks");
                };
    }

    /** The field of the vectors' class that holds their species. */
    String species(ElementType type) {
        return "SPECIES_" + lanes * bits(type);
    }
}
