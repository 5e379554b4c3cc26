package dev.anabranch.benchmarks.fuzz;

import dev.anabranch.testkit.flow.FlowTasks;
import dev.anabranch.testkit.reference.FlowFiles;
import java.util.List;
import java.util.Optional;

/** Files that answer to every pattern with a star, and to every path of a text file. */
final class FuzzFiles implements FlowFiles {
    @Override
    public List<String> matching(String pattern) {
        return pattern.indexOf('*') < 0 || pattern.length() > 200
                ? List.of()
                : List.of(pattern.replace('*', 'a'), pattern.replace('*', 'b'), pattern.replace('*', 'c'));
    }

    @Override
    public Optional<String> content(String path) {
        return path.endsWith(".txt") ? FlowTasks.files().content(FlowTasks.LINES) : Optional.empty();
    }
}
