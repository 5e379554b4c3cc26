package dev.anabranch.compiler.resolve;

import dev.anabranch.model.task.TaskLibrary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a flow declares before its equations, each in the order of the file.
 *
 * @param params their values; broken where there is none
 * @param dims with their coordinates
 * @param libraries by the names that the flow calls them; empty where there is no such library, which is reported, and
 *     for other flows
 * @param flows the names that the flow calls other flows
 * @param brokenNames names whose statements did not parse
 * @param shadowed names of equations' targets that are declared as something else, which is reported
 */
public record Declarations(
        Map<String, Operand> params,
        Map<String, Dim> dims,
        Map<String, Optional<TaskLibrary>> libraries,
        Set<String> flows,
        Set<String> brokenNames,
        List<String> shadowed) {
    public Declarations {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        dims = Collections.unmodifiableMap(new LinkedHashMap<>(dims));
        libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
        shadowed = List.copyOf(shadowed);
    }
}
