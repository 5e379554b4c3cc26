package dev.anabranch.testkit.flow;

import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.testkit.reference.UsedFlows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Flows that can use each other, without a file system. */
final class FlowFolder implements FlowSources, UsedFlows {
    private final Map<String, SourceText> files = new LinkedHashMap<>();

    /** @param first the flow that uses the others */
    FlowFolder(SourceText first) {
        files.put(first.name(), first);
    }

    void add(String path, String text) {
        files.put(path, SourceText.of(path, text));
    }

    /** A path from the folder of the file in which it stands. */
    private Optional<SourceText> file(SourceText user, String path) {
        Deque<String> parts = new ArrayDeque<>();
        String folder = user.name().substring(0, user.name().lastIndexOf('/') + 1);
        for (String part : (path.startsWith("/") ? path : folder + path).split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.equals(".") && !part.isEmpty()) {
                parts.addLast(part);
            }
        }
        return Optional.ofNullable(files.get(String.join("/", parts)));
    }

    @Override
    public Checked<SourceText> source(SourceText user, String path) {
        return Checked.of(
                file(user, path).orElseThrow(() -> new IllegalArgumentException("there is no such file")),
                new Diagnostics());
    }

    @Override
    public Optional<SyntaxTree> find(SourceText user, String path) {
        return file(user, path).flatMap(source -> Parser.parse(source).value());
    }
}
