package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.model.diagnostic.Diagnostics;
import java.util.HashSet;
import java.util.Set;

/** What the readers of one flow's equations share. */
final class FlowContext {
    final Declarations declarations;
    final ArrayTable arrays;
    final TaskFinder tasks;
    final Elementwise elementwise;
    final TypeInference inference;
    final Diagnostics diagnostics;
    private final Set<String> reportedNames = new HashSet<>();

    FlowContext(
            Declarations declarations,
            ArrayTable arrays,
            TaskFinder tasks,
            Elementwise elementwise,
            TypeInference inference,
            Diagnostics diagnostics) {
        this.declarations = declarations;
        this.arrays = arrays;
        this.tasks = tasks;
        this.elementwise = elementwise;
        this.inference = inference;
        this.diagnostics = diagnostics;
    }

    /** Whether this is the first time that an unknown name comes up: one mistake is one message. */
    boolean firstTime(String name) {
        return reportedNames.add(name);
    }
}
