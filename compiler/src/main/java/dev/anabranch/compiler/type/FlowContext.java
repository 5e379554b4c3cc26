package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.compiler.resolve.FlowFile;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.task.TaskCatalog;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the readers of one flow's equations share. */
final class FlowContext {
    final FlowFile file;
    /** What stands before the names of its arrays in the graph: nothing, or where it is used: {@code stats.}. */
    final String prefix;

    final Declarations declarations;
    final ArrayTable arrays;
    final TaskFinder tasks;
    final Elementwise elementwise;
    final TypeInference inference;
    final ArrayNumbers numbers;
    final Diagnostics diagnostics;
    private final Map<String, FlowUse> uses = new LinkedHashMap<>();
    private final Set<String> reportedNames = new HashSet<>();

    FlowContext(
            FlowFile file,
            String prefix,
            Declarations declarations,
            TaskCatalog catalog,
            ArrayNumbers numbers,
            Diagnostics diagnostics) {
        this.file = file;
        this.prefix = prefix;
        this.declarations = declarations;
        this.arrays = new ArrayTable(declarations, diagnostics);
        this.tasks = new TaskFinder(catalog, declarations, arrays);
        this.elementwise = new Elementwise(catalog);
        this.inference = new TypeInference(declarations, tasks, elementwise, arrays);
        this.numbers = numbers;
        this.diagnostics = diagnostics;
    }

    /** The same flow for a reader whose findings are not wanted: mistakes come up again when it is read in full. */
    private FlowContext(FlowContext flow) {
        this.file = flow.file;
        this.prefix = flow.prefix;
        this.declarations = flow.declarations;
        this.arrays = flow.arrays;
        this.tasks = flow.tasks;
        this.elementwise = flow.elementwise;
        this.inference = flow.inference;
        this.numbers = flow.numbers;
        this.diagnostics = new Diagnostics();
        this.uses.putAll(flow.uses);
    }

    FlowContext silent() {
        return new FlowContext(this);
    }

    /** The equations that use other flows, by the name on their left side, in the order of the file. */
    Map<String, FlowUse> uses() {
        return Collections.unmodifiableMap(uses);
    }

    void add(String name, FlowUse use) {
        uses.putIfAbsent(name, use);
    }

    /** The names of all arrays and of what uses other flows. */
    Set<String> datasets() {
        Set<String> names = new LinkedHashSet<>(arrays.names());
        names.addAll(uses.keySet());
        return names;
    }

    /** Whether this is the first time that an unknown name comes up: one mistake is one message. */
    boolean firstTime(String name) {
        return reportedNames.add(name);
    }
}
