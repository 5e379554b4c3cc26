package dev.anabranch.testkit.flow;

import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.testkit.reference.UsedFlows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Flows that can use each other, without a file system. */
final class FlowFolder implements FlowSources, UsedFlows {
    private final Map<String, Checked<SourceText>> files = new LinkedHashMap<>();

    /** @param first the flow that uses the others */
    FlowFolder(SourceText first) {
        files.put(first.name(), Checked.of(first));
    }

    void add(String path, String text) {
        files.put(path, SourceDecoder.decode(path, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A path from the folder of the file in which it stands. */
    private Optional<Checked<SourceText>> file(SourceText user, String path) {
        return Optional.ofNullable(files.get(resolved(user, path)));
    }

    private static String resolved(SourceText user, String path) {
        Deque<String> parts = new ArrayDeque<>();
        String folder = user.name().substring(0, user.name().lastIndexOf('/') + 1);
        for (String part : (path.startsWith("/") ? path : folder + path).split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.equals(".") && !part.isEmpty()) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    @Override
    public Checked<SourceText> source(SourceText user, String path) {
        return file(user, path).orElseThrow(() -> new IllegalArgumentException("there is no such file"));
    }

    @Override
    public List<String> near(SourceText user, String path) {
        String written = path.substring(0, path.lastIndexOf('/') + 1);
        return Stream.concat(below(user, written), below(user, "")).distinct().toList();
    }

    private Stream<String> below(SourceText user, String written) {
        String folder = resolved(user, written);
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return files.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !name.equals(user.name()))
                .map(name -> written + name.substring(prefix.length()))
                .sorted();
    }

    @Override
    public Optional<SyntaxTree> find(SourceText user, String path) {
        return file(user, path)
                .flatMap(Checked::value)
                .flatMap(source -> Parser.parse(source).value());
    }
}
