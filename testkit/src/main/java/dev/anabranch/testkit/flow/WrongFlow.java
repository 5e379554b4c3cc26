package dev.anabranch.testkit.flow;

import dev.anabranch.testkit.reference.Instance;
import java.util.Map;
import java.util.Optional;

/**
 * A flow that is right but for one mistake, made on purpose at its end.
 *
 * @param text the file
 * @param others the flows that it uses, and those that they use, by path
 * @param params values to be given from outside, by name
 * @param mistake what is wrong
 * @param place the offset in the text at which it points
 * @param instance the dataset that is not defined, defined twice, or in a circle
 */
public record WrongFlow(
        String text,
        Map<String, String> others,
        Map<String, String> params,
        Mistake mistake,
        int place,
        Optional<Instance> instance) {
    @Override
    public String toString() {
        return mistake + " (" + mistake.code() + "), to be told at `"
                + text.substring(place, Math.min(text.length(), place + 20)).replace("\n", "\\n") + "`:\n" + text
                + (params.isEmpty() ? "" : "// with " + params + "\n")
                + GeneratedFlow.files(others);
    }
}
