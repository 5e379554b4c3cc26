package dev.anabranch.compiler.lower;

import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Names the files of a flow and of those that it uses by their way from the folder of the flow: the same flow gives the
 * same plan wherever it lies.
 */
public final class Origins {
    /** A line may hold thousands of subexpressions, each of which keeps what it says. */
    private static final int LONGEST = 240;

    private final List<String> folder;

    /** @param flow the file of the flow that is compiled */
    public Origins(SourceText flow) {
        List<String> parts = parts(flow.name());
        this.folder = parts.subList(0, parts.size() - 1);
    }

    private static List<String> parts(String path) {
        return List.of(path.split("[/\\\\]", -1));
    }

    /** The name of a file in plans and generated programs. */
    public String file(SourceText source) {
        List<String> parts = parts(source.name());
        int shared = 0;
        while (shared < folder.size()
                && shared < parts.size() - 1
                && folder.get(shared).equals(parts.get(shared))) {
            shared++;
        }
        List<String> way = new ArrayList<>(Collections.nCopies(folder.size() - shared, ".."));
        way.addAll(parts.subList(shared, parts.size()));
        return String.join("/", way);
    }

    /** Where something is written. */
    Origin of(Span span) {
        return new Origin(file(span.source()), span.line(), span.source().beginningOf(span.line(), LONGEST));
    }
}
