package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import dev.anabranch.api.kernel.FusedKernel;
import dev.anabranch.codegen.kernel.KernelClass;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Optional;

/** Families that call a fused expression: each has a class of its own beside the workers. */
final class KernelCalls {
    private KernelCalls() {}

    /** Whether a family's tasks run a fused expression; its text then is the first of their arguments. */
    static boolean fused(TaskFamily family) {
        return family.signature().className().equals(FusedKernel.class.getName());
    }

    /** The class whose {@code apply} a family's tasks call. */
    static ClassName name(TaskGraph graph, TaskFamily family, String packageName) {
        return ClassName.get(packageName, JavaNames.type(graph.flow()) + "Kernel" + family.id());
    }

    /** The class itself, if a family's tasks run a fused expression. */
    static Optional<TypeSpec> type(TaskGraph graph, TaskFamily family, String packageName) {
        if (!fused(family)) {
            return Optional.empty();
        }
        Argument.Value text = (Argument.Value) family.arguments().get(0);
        String expression = (String) ((Scalar.Literal) text.scalar()).value();
        String comment = CommentText.safe("The expression of " + family.name() + ", in one pass over its tensors: "
                + family.signature().name() + ".");
        return Optional.of(KernelClass.write(name(graph, family, packageName), expression, comment));
    }
}
