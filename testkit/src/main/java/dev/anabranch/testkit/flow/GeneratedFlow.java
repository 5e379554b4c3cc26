package dev.anabranch.testkit.flow;

import java.util.Map;
import java.util.Set;

/**
 * A flow that is right, and what is known of it without compiling it. It calls the tasks of {@link FlowTasks}.
 *
 * @param text the file
 * @param params values to be given from outside, by name
 * @param instances for each named array how many datasets it has
 * @param published how many datasets are published, for each dataset of each publish statement in order
 * @param comments how many comments document no statement
 * @param features what it makes use of
 */
public record GeneratedFlow(
        String text,
        Map<String, String> params,
        Map<String, Integer> instances,
        java.util.List<Integer> published,
        int comments,
        Set<Feature> features) {
    @Override
    public String toString() {
        return text + (params.isEmpty() ? "" : "// with " + params + "\n");
    }
}
