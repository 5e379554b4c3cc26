package dev.anabranch.codegen.kernel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.FusedKernel;
import dev.anabranch.api.kernel.Lanes;
import dev.anabranch.api.kernel.Reduction;
import dev.anabranch.model.kernel.KernelExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * Source of the class of one fused expression: {@code apply}, which generated workers call, and the loop over single
 * elements, which needs nothing that Java 17 does not have. Loops go eight elements at a time where lanes or the bits
 * of a byte are, so that each has a variable of its own.
 */
public final class KernelClass {
    private static final ClassName MEMORY = ClassName.get("org.apache.arrow.memory", "ArrowBuf");
    private final ClassName name;
    private final Kernel kernel;
    private final String comment;

    private KernelClass(ClassName name, Kernel kernel, String comment) {
        this.name = name;
        this.kernel = kernel;
        this.comment = comment;
    }

    /**
     * The class of an expression.
     *
     * @param comment what stands above it
     * @throws IllegalArgumentException if the text is no expression of elementwise tasks
     */
    public static TypeSpec write(ClassName name, String expression, String comment) {
        return new KernelClass(name, KernelLowering.lower(KernelExpression.parse(expression)), comment).type();
    }

    private TypeSpec type() {
        return TypeSpec.classBuilder(name)
                .addJavadoc("$L", comment)
                .addModifiers(Modifier.FINAL)
                .addField(FieldSpec.builder(
                                FusedKernel.class, "KERNEL", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer(
                                "new $T($>\n$S,\n$T::loop$<)",
                                FusedKernel.class,
                                kernel.expression().text(),
                                name)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(apply())
                .addMethod(loop())
                .addMethod(at())
                .build();
    }

    private static Class<?> tensor(ElementType type) {
        return switch (type) {
            case F64 -> DoubleTensor.class;
            case F32 -> FloatTensor.class;
            case I64 -> LongTensor.class;
            case I32 -> IntTensor.class;
            case BOOL -> BooleanTensor.class;
        };
    }

    private MethodSpec apply() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("apply").addModifiers(Modifier.STATIC).addParameter(TaskContext.class, "task");
        List<CodeBlock> tensors = new ArrayList<>();
        List<CodeBlock> floats = new ArrayList<>();
        List<CodeBlock> integers = new ArrayList<>();
        for (int i = 0; i < kernel.operands().size(); i++) {
            Kernel.Operand operand = kernel.operands().get(i);
            String parameter = "a" + i;
            method.addParameter(operand.tensor() ? tensor(operand.type()) : ScalarForm.type(operand.type()), parameter);
            if (operand.tensor()) {
                tensors.add(CodeBlock.of("$L", parameter));
            } else if (operand.type() == ElementType.F64) {
                floats.add(CodeBlock.of("$L", parameter));
            } else if (operand.type() == ElementType.BOOL) {
                integers.add(CodeBlock.of("$L ? 1 : 0", parameter));
            } else {
                integers.add(
                        kernel.narrow().contains(i)
                                ? CodeBlock.of("$T.narrow($L)", FusedKernel.class, parameter)
                                : CodeBlock.of("$L", parameter));
            }
        }
        CodeBlock operands = CodeBlock.of(
                "new $T[] {$L},$Wnew double[] {$L},$Wnew long[] {$L}",
                Tensor.class,
                CodeBlock.join(tensors, ", "),
                CodeBlock.join(floats, ", "),
                CodeBlock.join(integers, ", "));
        if (kernel.reduction().isEmpty()) {
            String method1 = switch (kernel.type()) {
                case F64 -> "doubles";
                case F32 -> "floats";
                case I64 -> "longs";
                case I32 -> "ints";
                case BOOL -> "booleans";
            };
            return method.returns(tensor(kernel.type()))
                    .addStatement("return KERNEL.$L(task,$W$L)", method1, operands)
                    .build();
        }
        Reduction reduction = kernel.reduction().orElseThrow();
        boolean count = reduction == Reduction.COUNT;
        return method.returns(count ? long.class : double.class)
                .addStatement(
                        "return $LKERNEL.$L(task,$W$T.$L,$W$L)",
                        count ? "(long) " : "",
                        kernel.floatLanes() ? "ofFloats" : "ofIntegers",
                        Reduction.class,
                        reduction,
                        operands)
                .build();
    }

    private MethodSpec loop() {
        CodeBlock.Builder code = CodeBlock.builder();
        int memories = kernel.tensors() + (kernel.reduction().isEmpty() ? 1 : 0);
        for (int i = 0; i < kernel.tensors(); i++) {
            code.addStatement("$T memory$L = memory[$L]", MEMORY, i, i);
        }
        for (int step = 0; step < kernel.steps().size(); step++) {
            if (!kernel.varying().get(step)) {
                declare(code, step);
            }
        }
        if (kernel.reduction().isPresent() && kernel.type() == ElementType.BOOL) {
            count(code);
        } else if (kernel.reduction().isPresent()) {
            reduce(code);
        } else {
            code.addStatement("$T result = memory[$L]", MEMORY, memories - 1);
            if (kernel.type() == ElementType.BOOL) {
                bits(code);
            } else {
                code.beginControlFlow("for (int i = 0; i < count; i++)")
                        .addStatement(
                                "result.set$L($LL * i, $L)",
                                ScalarForm.accessor(kernel.type()),
                                ScalarForm.width(kernel.type()),
                                at("i"))
                        .endControlFlow();
            }
        }
        return MethodSpec.methodBuilder("loop")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(ArrayTypeName.of(MEMORY), "memory")
                .addParameter(double[].class, "floats")
                .addParameter(long[].class, "integers")
                .addParameter(double[].class, "floatLanes")
                .addParameter(long[].class, "integerLanes")
                .addParameter(int.class, "count")
                .addCode(code.build())
                .build();
    }

    private void declare(CodeBlock.Builder code, int step) {
        Step value = kernel.steps().get(step);
        code.addStatement(
                "$T $L = $L", ScalarForm.type(value.type()), ScalarForm.variable(step), value.accept(new ScalarForm()));
    }

    /** The element at a place. */
    private CodeBlock at(String place) {
        List<CodeBlock> passed = new ArrayList<>();
        for (int i = 0; i < kernel.tensors(); i++) {
            passed.add(CodeBlock.of("memory$L", i));
        }
        invariants().forEach(step -> passed.add(CodeBlock.of("$L", ScalarForm.variable(step))));
        passed.add(CodeBlock.of("$L", place));
        return CodeBlock.of("at($L)", CodeBlock.join(passed, ", "));
    }

    private List<Integer> invariants() {
        return IntStream.range(0, kernel.steps().size())
                .filter(step -> !kernel.varying().get(step))
                .boxed()
                .toList();
    }

    private MethodSpec at() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("at")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(ScalarForm.type(kernel.type()));
        for (int i = 0; i < kernel.tensors(); i++) {
            method.addParameter(MEMORY, "memory" + i);
        }
        for (int step : invariants()) {
            method.addParameter(ParameterSpec.builder(
                            ScalarForm.type(kernel.steps().get(step).type()), ScalarForm.variable(step))
                    .build());
        }
        CodeBlock.Builder code = CodeBlock.builder();
        for (int step = 0; step < kernel.steps().size(); step++) {
            if (kernel.varying().get(step)) {
                declare(code, step);
            }
        }
        return method.addParameter(int.class, "i")
                .addCode(code.addStatement("return $L", ScalarForm.variable(kernel.result()))
                        .build())
                .build();
    }

    /** Eight truth values are a byte; what is left of the last one is false. */
    private void bits(CodeBlock.Builder code) {
        code.addStatement("int whole = count & -8").beginControlFlow("for (int i = 0; i < whole; i += 8)");
        for (int bit = 0; bit < 8; bit++) {
            code.addStatement("int bit$L = $L ? $L : 0", bit, at(place(bit)), 1 << bit);
        }
        code.addStatement("result.setByte(i >>> 3, (byte) (bit0 | bit1 | bit2 | bit3 | bit4 | bit5 | bit6 | bit7))")
                .endControlFlow()
                .beginControlFlow("if (whole < count)")
                .addStatement("int bits = 0")
                .beginControlFlow("for (int i = whole; i < count; i++)")
                .addStatement("bits |= ($L ? 1 : 0) << (i & 7)", at("i"))
                .endControlFlow()
                .addStatement("result.setByte(whole >>> 3, (byte) bits)")
                .endControlFlow();
    }

    private static String place(int lane) {
        return lane == 0 ? "i" : "i + " + lane;
    }

    /** Truth values are counted; a count is the same in any order. */
    private void count(CodeBlock.Builder code) {
        code.addStatement("long trues = 0")
                .beginControlFlow("for (int i = 0; i < count; i++)")
                .beginControlFlow("if ($L)", at("i"))
                .addStatement("trues++")
                .endControlFlow()
                .endControlFlow()
                .addStatement("integerLanes[0] += trues");
    }

    private void reduce(CodeBlock.Builder code) {
        boolean floats = kernel.floatLanes();
        String lanes = floats ? "floatLanes" : "integerLanes";
        Lanes kind = kernel.reduction().orElseThrow().lanes();
        Class<?> type = floats ? double.class : long.class;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            code.addStatement("$T lane$L = $L[$L]", type, lane, lanes, lane);
        }
        code.addStatement("int whole = count & -8").beginControlFlow("for (int i = 0; i < whole; i += 8)");
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            String variable = "lane" + lane;
            code.addStatement("$L = $L", variable, taken(kind, variable, at(place(lane))));
        }
        code.endControlFlow();
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            code.addStatement("$L[$L] = lane$L", lanes, lane, lane);
        }
        code.beginControlFlow("for (int i = whole; i < count; i++)")
                .addStatement("$L[i & 7] = $L", lanes, taken(kind, lanes + "[i & 7]", at("i")))
                .endControlFlow();
    }

    private CodeBlock taken(Lanes kind, String lane, CodeBlock element) {
        return switch (kind) {
            case SUM -> CodeBlock.of("$L + $L", lane, element);
            case MIN -> CodeBlock.of("$T.min($L, $L)", Math.class, lane, element);
            case MAX -> CodeBlock.of("$T.max($L, $L)", Math.class, lane, element);
        };
    }
}
