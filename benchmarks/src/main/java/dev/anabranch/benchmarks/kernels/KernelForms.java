package dev.anabranch.benchmarks.kernels;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.FusedKernel;
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
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** The forms in which an expression runs, as generated programs run them. */
final class KernelForms {
    private static final ClassLoader HERE = KernelForms.class.getClassLoader();
    private static final ClassPathCatalog CATALOG = ClassPathCatalog.over(HERE);

    private final KernelExpression expression;
    private final FusedKernel kernel;
    private final MethodHandle apply;

    private KernelForms(KernelExpression expression, FusedKernel kernel, MethodHandle apply) {
        this.expression = expression;
        this.kernel = kernel;
        this.apply = apply;
    }

    static KernelForms of(String text) throws ReflectiveOperationException {
        String source = JavaFile.builder(
                        "kernels", KernelClass.write(ClassName.get("kernels", "Measured"), text, "A kernel."))
                .build()
                .toString();
        Class<?> type = new GeneratedClassLoader(
                        HERE, InMemoryCompiler.compile(List.of(new SourceFile("kernels.Measured", source)), HERE))
                .loadClass("kernels.Measured");
        Field field = type.getDeclaredField("KERNEL");
        field.setAccessible(true);
        for (var method : type.getDeclaredMethods()) {
            if (method.getName().equals("apply")) {
                method.setAccessible(true);
                MethodHandle handle = MethodHandles.lookup()
                        .unreflect(method)
                        .asSpreader(Object[].class, method.getParameterCount())
                        .asType(MethodType.methodType(Object.class, Object[].class));
                return new KernelForms(KernelExpression.parse(text), (FusedKernel) field.get(null), handle);
            }
        }
        throw new IllegalStateException("a kernel without a method");
    }

    /** The loop that was compiled from source. */
    KernelLoop compiled() {
        return kernel.loop(KernelMaker.NONE);
    }

    /** The loop over vectors, or the compiled one where vectors are off. */
    KernelLoop fastest() {
        return kernel.loop(VectorKernels.available());
    }

    /** The fused task as a worker calls it: it allocates its result. */
    Object task(TaskContext context, List<Object> operands) {
        List<Object> passed = new ArrayList<>();
        passed.add(context);
        passed.addAll(operands);
        try {
            return apply.invokeExact(passed.toArray());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tasks of the expression, ready to run one after the other. */
    Unfused unfused() throws ReflectiveOperationException {
        return unfused(expression);
    }

    private static Unfused unfused(KernelExpression expression) throws ReflectiveOperationException {
        if (expression instanceof Operand operand) {
            return (context, operands) -> operands.get(operand.index());
        }
        Call call = (Call) expression;
        int dot = call.task().indexOf('.');
        TaskSignature task = CATALOG.library(call.task().substring(0, dot))
                .flatMap(library -> library.task(call.task().substring(dot + 1)))
                .orElseThrow();
        MethodType type = MethodType.fromMethodDescriptorString(task.descriptor(), HERE);
        MethodHandle method = MethodHandles.publicLookup()
                .findStatic(Class.forName(task.className()), task.method(), type)
                .asSpreader(Object[].class, type.parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        boolean context = task.parameters().get(0).kind() == TaskSignature.Parameter.Kind.CONTEXT;
        List<Unfused> arguments = new ArrayList<>();
        for (KernelExpression argument : call.arguments()) {
            arguments.add(unfused(argument));
        }
        return (ctx, operands) -> {
            Object[] passed = new Object[type.parameterCount()];
            int next = 0;
            if (context) {
                passed[next++] = ctx;
            }
            for (Unfused argument : arguments) {
                passed[next++] = argument.run(ctx, operands);
            }
            Object result;
            try {
                result = method.invokeExact(passed);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            int first = context ? 1 : 0;
            for (int i = 0; i < arguments.size(); i++) {
                if (call.arguments().get(i) instanceof Call && passed[first + i] instanceof Tensor made) {
                    made.close();
                }
            }
            return result;
        };
    }

    /** Tasks one after the other, each with a result of its own. */
    @FunctionalInterface
    interface Unfused {
        /** The last one's result. */
        Object run(TaskContext context, List<Object> operands);
    }
}
