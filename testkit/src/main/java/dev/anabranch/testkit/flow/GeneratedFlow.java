package dev.anabranch.testkit.flow;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A flow that is right, and what is known of it without compiling it. It calls the tasks of {@link FlowTasks}.
 *
 * @param text the file
 * @param others the flows that it uses, and those that they use, by path
 * @param params values to be given from outside, by name
 * @param instances for each named array how many datasets it has
 * @param published how many datasets are published, for each dataset of each publish statement in order
 * @param comments how many comments document no statement
 * @param features what it makes use of
 */
public record GeneratedFlow(
        String text,
        Map<String, String> others,
        Map<String, String> params,
        Map<String, Integer> instances,
        List<Integer> published,
        int comments,
        Set<Feature> features) {
    @Override
    public String toString() {
        return text + (params.isEmpty() ? "" : "// with " + params + "\n") + GeneratedFlow.files(others);
    }

    static String files(Map<String, String> others) {
        StringBuilder files = new StringBuilder();
        others.forEach((path, text) ->
                files.append("// beside it: ").append(path).append('\n').append(text));
        return files.toString();
    }
}
