package dev.anabranch.benchmarks.kernels;

import dev.anabranch.api.ElementType;
import java.util.List;

/**
 * One measured expression.
 *
 * @param name in tables
 * @param flow as a flow writes it
 * @param kernel as a generated program holds it; its last operand is the number, if there is one
 * @param inputs the elements of each tensor operand
 * @param output the elements of the result; BOOL if it is one number
 * @param numbers how often the number is an operand
 * @param handwritten the same by hand
 */
record KernelCase(
        String name,
        String flow,
        String kernel,
        List<ElementType> inputs,
        ElementType output,
        int numbers,
        Handwritten.Loop handwritten) {
    private static final String F64 = "tensor<f64>";

    /** All of them. */
    static List<KernelCase> all() {
        return List.of(
                new KernelCase(
                        "map",
                        "(x - c) * c + c",
                        add(
                                multiply(subtract("$0:" + F64, F64, "f64", "$1:f64"), F64, "f64", "$1:f64"),
                                F64,
                                "f64",
                                "$1:f64"),
                        List.of(ElementType.F64),
                        ElementType.F64,
                        1,
                        Handwritten::map),
                new KernelCase(
                        "multiply-add",
                        "c * x + y",
                        add(multiply("$2:f64", "f64", F64, "$0:" + F64), F64, F64, "$1:" + F64),
                        List.of(ElementType.F64, ElementType.F64),
                        ElementType.F64,
                        1,
                        Handwritten::multiplyAdd),
                new KernelCase(
                        "select",
                        "if x < c then c else x",
                        "elementwise.select:tensor<bool>,f64,tensor<f64>(elementwise.less:tensor<f64>,f64($0:" + F64
                                + ",$1:f64),$1:f64,$0:" + F64 + ")",
                        List.of(ElementType.F64),
                        ElementType.F64,
                        1,
                        Handwritten::select),
                new KernelCase(
                        "cast",
                        "tensor.f32(x * c)",
                        "tensor.f32(" + multiply("$0:" + F64, F64, "f64", "$1:f64") + ")",
                        List.of(ElementType.F64),
                        ElementType.F32,
                        1,
                        Handwritten::cast),
                new KernelCase(
                        "map f32",
                        "x * y + x",
                        narrow("f32"),
                        List.of(ElementType.F32, ElementType.F32),
                        ElementType.F32,
                        0,
                        Handwritten::mapFloats),
                new KernelCase(
                        "map i32",
                        "x * y + x",
                        narrow("i32"),
                        List.of(ElementType.I32, ElementType.I32),
                        ElementType.I32,
                        0,
                        Handwritten::mapInts),
                new KernelCase(
                        "sum",
                        "tensor.sum(x * x)",
                        "tensor.sum(" + multiply("$0:" + F64, F64, F64, "$0:" + F64) + ")",
                        List.of(ElementType.F64),
                        ElementType.BOOL,
                        0,
                        Handwritten::sum),
                new KernelCase(
                        "fraction",
                        "tensor.fraction(x <= c)",
                        "tensor.fraction(elementwise.lessOrEqual:tensor<f64>,f64($0:" + F64 + ",$1:f64))",
                        List.of(ElementType.F64),
                        ElementType.BOOL,
                        1,
                        Handwritten::fraction));
    }

    private static String add(String a, String left, String right, String b) {
        return "elementwise.add:" + left + "," + right + "(" + a + "," + b + ")";
    }

    private static String subtract(String a, String left, String right, String b) {
        return "elementwise.subtract:" + left + "," + right + "(" + a + "," + b + ")";
    }

    private static String multiply(String a, String left, String right, String b) {
        return "elementwise.multiply:" + left + "," + right + "(" + a + "," + b + ")";
    }

    private static String narrow(String element) {
        String type = "tensor<" + element + ">";
        return add(multiply("$0:" + type, type, type, "$1:" + type), type, type, "$0:" + type);
    }

    boolean reduces() {
        return output == ElementType.BOOL;
    }

    /** Bytes that are read and written for so many elements. */
    long bytes(long count) {
        long bytes = inputs.stream().mapToLong(type -> type.bytes(count)).sum();
        return bytes + (reduces() ? 0 : output.bytes(count));
    }
}
