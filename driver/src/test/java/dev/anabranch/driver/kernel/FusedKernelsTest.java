package dev.anabranch.driver.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.KernelLoop;
import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.codegen.compile.GeneratedClassLoader;
import dev.anabranch.codegen.compile.InMemoryCompiler;
import dev.anabranch.codegen.kernel.KernelClass;
import dev.anabranch.codegen.kernel.VectorKernels;
import dev.anabranch.codegen.signature.ClassPathCatalog;
import dev.anabranch.codegen.source.SourceFile;
import dev.anabranch.model.kernel.KernelExpression;
import dev.anabranch.model.kernel.KernelExpression.Call;
import dev.anabranch.model.kernel.KernelExpression.Operand;
import dev.anabranch.model.task.TaskSignature;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** A fused expression gives the bits of its tasks one after the other, as compiled source and over vectors of any width. */
class FusedKernelsTest {
    private static final int EXPRESSIONS = 30;
    private static final int[] SIZES = {0, 1, 7, 8, 9, 63, 64, 200};
    private static final ClassPathCatalog CATALOG = ClassPathCatalog.over(FusedKernelsTest.class.getClassLoader());

    /** A context that can be told who makes loops. */
    private record Context(BufferAllocator allocator, KernelMaker kernels) implements TaskContext {
        @Override
        public String instance() {
            return "test";
        }
    }

    /** A maker whose loops need not be faster. */
    private record AtOnce(KernelMaker maker) implements KernelMaker {
        @Override
        public Optional<KernelLoop> make(String kernel) {
            return maker.make(kernel);
        }

        @Override
        public long patience() {
            return 0;
        }
    }

    /** Both loops take turns until one of them is known to be faster, in whatever order: the bits are the same. */
    @Test
    void loopsTakeTurns() throws ReflectiveOperationException {
        KernelExpression sum = KernelExpression.parse(
                "tensor.sum(elementwise.multiply:tensor<f64>,tensor<f64>(" + "$0:tensor<f64>,$0:tensor<f64>))");
        Method compiled = compiled(List.of(sum)).get(0);
        KernelMaker vectors = VectorKernels.available();
        KernelMaker impatient = new KernelMaker() {
            @Override
            public Optional<KernelLoop> make(String kernel) {
                return vectors.make(kernel);
            }

            @Override
            public long patience() {
                return 1;
            }
        };
        try (BufferAllocator allocator = new RootAllocator()) {
            Object x = TensorValues.normal(new Random(5), allocator, 100_003);
            Object expected = evaluate(sum, List.of(x), new Context(allocator, KernelMaker.NONE));
            for (int i = 0; i < 300; i++) {
                assertThat(compiled.invoke(null, new Context(allocator, impatient), x))
                        .isEqualTo(expected);
            }
            close(x);
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void everyFormGivesTheBitsOfTheTasks(@ForAll long seed) throws ReflectiveOperationException {
        Random random = new Random(seed);
        List<KernelExpression> expressions = new ArrayList<>();
        for (int i = 0; i < EXPRESSIONS; i++) {
            expressions.add(Expressions.random(random));
        }
        List<Method> compiled = compiled(expressions);
        for (int i = 0; i < EXPRESSIONS; i++) {
            for (int size : SIZES) {
                check(expressions.get(i), compiled.get(i), random, size);
            }
        }
    }

    private static void check(KernelExpression expression, Method compiled, Random random, int size)
            throws ReflectiveOperationException {
        try (BufferAllocator allocator = new RootAllocator()) {
            List<Object> operands = new ArrayList<>();
            for (String type : Expressions.operands(expression)) {
                operands.add(TensorValues.random(type, random, allocator, size));
            }
            Map<String, KernelMaker> forms = new LinkedHashMap<>();
            forms.put("source", KernelMaker.NONE);
            for (int bits : new int[] {128, 256, 512}) {
                forms.put("vectors of " + bits, new AtOnce(VectorKernels.withVectorsOf(bits)));
            }
            List<Object> expected =
                    outcome(() -> evaluate(expression, operands, new Context(allocator, KernelMaker.NONE)));
            forms.forEach((form, maker) -> {
                List<Object> actual = outcome(() -> {
                    List<Object> passed = new ArrayList<>(List.of(new Context(allocator, maker)));
                    passed.addAll(operands);
                    return compiled.invoke(null, passed.toArray());
                });
                assertThat(actual)
                        .as("%s of size %s as %s", expression.text(), size, form)
                        .isEqualTo(expected);
            });
            operands.forEach(FusedKernelsTest::close);
        }
    }

    private interface Computation {
        Object result() throws ReflectiveOperationException;
    }

    /** The bits of a result, or that there was a mistake of the flow's author. */
    private static List<Object> outcome(Computation computation) {
        try {
            Object result = computation.result();
            List<Object> bits = TensorValues.bits(result);
            close(result);
            return bits;
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
            return List.of("a mistake");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static void close(Object value) {
        if (value instanceof Tensor tensor) {
            tensor.close();
        }
    }

    /** One task after the other, each with a result of its own. */
    private static Object evaluate(KernelExpression expression, List<Object> operands, TaskContext context)
            throws ReflectiveOperationException {
        if (expression instanceof Operand operand) {
            return operands.get(operand.index());
        }
        Call call = (Call) expression;
        int dot = call.task().indexOf('.');
        TaskSignature task = CATALOG.library(call.task().substring(0, dot))
                .flatMap(library -> library.task(call.task().substring(dot + 1)))
                .orElseThrow(() -> new AssertionError("no task " + call.task()));
        Method method = Arrays.stream(Class.forName(task.className()).getMethods())
                .filter(m -> m.getName().equals(task.method()) && descriptor(m).equals(task.descriptor()))
                .findFirst()
                .orElseThrow();
        List<Object> arguments = new ArrayList<>();
        try {
            for (KernelExpression argument : call.arguments()) {
                arguments.add(evaluate(argument, operands, context));
            }
            List<Object> passed = new ArrayList<>(arguments);
            if (task.parameters().get(0).kind() == TaskSignature.Parameter.Kind.CONTEXT) {
                passed.add(0, context);
            }
            return method.invoke(null, passed.toArray());
        } finally {
            for (int i = 0; i < arguments.size(); i++) {
                if (call.arguments().get(i) instanceof Call) {
                    close(arguments.get(i));
                }
            }
        }
    }

    private static String descriptor(Method method) {
        return java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    private static List<Method> compiled(List<KernelExpression> expressions) throws ReflectiveOperationException {
        List<SourceFile> sources = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            ClassName name = ClassName.get("kernels", "K" + i);
            String text = JavaFile.builder(
                            "kernels",
                            KernelClass.write(name, expressions.get(i).text(), "A kernel."))
                    .build()
                    .toString();
            sources.add(new SourceFile("kernels.K" + i, text));
        }
        ClassLoader here = FusedKernelsTest.class.getClassLoader();
        ClassLoader loader = new GeneratedClassLoader(here, InMemoryCompiler.compile(sources, here));
        List<Method> methods = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            Method apply = Arrays.stream(loader.loadClass("kernels.K" + i).getDeclaredMethods())
                    .filter(method -> method.getName().equals("apply"))
                    .findFirst()
                    .orElseThrow();
            apply.setAccessible(true);
            methods.add(apply);
        }
        return methods;
    }

    @Test
    void shapesAndNumbersThatDoNotFitAreTheAuthorsMistakes() throws ReflectiveOperationException {
        Method sum = compiled(List.of(KernelExpression.parse("elementwise.add:tensor<f64>,tensor<f64>("
                        + "elementwise.negate:tensor<f64>($0:tensor<f64>),$1:tensor<f64>)")))
                .get(0);
        Method wide = compiled(List.of(KernelExpression.parse(
                        "elementwise.add:tensor<i32>,i64(" + "elementwise.negate:tensor<i32>($0:tensor<i32>),$1:i64)")))
                .get(0);
        try (BufferAllocator allocator = new RootAllocator()) {
            Context context = new Context(allocator, KernelMaker.NONE);
            Object three = TensorValues.normal(new Random(1), allocator, 3);
            Object four = TensorValues.normal(new Random(1), allocator, 4);
            assertThatThrownBy(() -> sum.invoke(null, context, three, four))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "both sides must have one shape, but left is tensor<f64>[3] and right is tensor<f64>[4]");
            Object ints = TensorValues.random("tensor<i32>", new Random(1), allocator, 3);
            assertThatThrownBy(() -> wide.invoke(null, context, ints, 1L << 40))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not fit in the 32 bits");
            List.of(three, four, ints).forEach(FusedKernelsTest::close);
        }
    }

    @Test
    void vectorsAreTurnedOnHere() {
        assertThat(VectorKernels.available()).isNotEqualTo(KernelMaker.NONE);
    }
}
