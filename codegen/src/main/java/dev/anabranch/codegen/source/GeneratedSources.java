package dev.anabranch.codegen.source;

import dev.anabranch.model.plan.PlanAxes;
import dev.anabranch.model.plan.PlanCoordinates;
import dev.anabranch.model.plan.PlanDispatch;
import dev.anabranch.model.plan.PlanNumbers;
import java.util.List;

/**
 * The programs of a plan and the tables that they look things up in.
 *
 * @param files the entry class first
 * @param axes listed coordinates and other numbers that code looks up by {@code WorkerContext.text} and {@code value}
 * @param dispatch the order of the parts that are driven by a table
 * @param coordinates of those parts
 * @param numbers the slots that code reads and writes as numbers, not as objects
 */
public record GeneratedSources(
        List<SourceFile> files,
        PlanAxes axes,
        PlanDispatch dispatch,
        PlanCoordinates coordinates,
        PlanNumbers numbers) {
    public GeneratedSources {
        files = List.copyOf(files);
    }

    /** The qualified name of the class that implements {@code FlowProgram}. */
    public String entryClass() {
        return files.get(0).qualifiedName();
    }
}
