package dev.anabranch.compiler;

import dev.anabranch.compiler.lower.CheckedFlow;
import dev.anabranch.compiler.lower.FrontEnd;
import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.graph.TaskGraph;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flows that use each other, as files in memory. */
public final class FlowFolder implements FlowSources {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Checked<SourceText>> sources = new LinkedHashMap<>();
    private TestCatalog catalog = TestCatalog.standard();

    public FlowFolder with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public FlowFolder with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public FlowFolder with(TestCatalog other) {
        catalog = other;
        return this;
    }

    @Override
    public Checked<SourceText> source(SourceText user, String path) {
        String folder =
                user.name().contains("/") ? user.name().substring(0, user.name().lastIndexOf('/') + 1) : "";
        String name = folder + path;
        while (name.contains("/../")) {
            name = name.replaceFirst("[^/]+/\\.\\./", "");
        }
        return source(name);
    }

    @Override
    public List<String> near(SourceText user, String path) {
        String folder = user.name().substring(0, user.name().lastIndexOf('/') + 1);
        return files.keySet().stream()
                .filter(name -> name.startsWith(folder) && !name.equals(user.name()))
                .map(name -> name.substring(folder.length()))
                .sorted()
                .toList();
    }

    private Checked<SourceText> source(String name) {
        if (!files.containsKey(name)) {
            throw new IllegalArgumentException("there is no file " + name);
        }
        return sources.computeIfAbsent(name, n -> SourceDecoder.decode(n, files.get(n)));
    }

    private FrontEnd frontEnd() {
        return new FrontEnd(catalog, glob -> List.of(), this);
    }

    private ParseResult parsed(String name) {
        return Parser.parseWithErrors(source(name).value().orElseThrow());
    }

    private static Map<String, String> params(String... params) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String param : params) {
            given.put(param.substring(0, param.indexOf('=')), param.substring(param.indexOf('=') + 1));
        }
        return given;
    }

    public Checked<TaskGraph> compile(String name, String... params) {
        return frontEnd().compile(parsed(name), params(params));
    }

    public Checked<CheckedFlow> check(String name, String... params) {
        return frontEnd().check(parsed(name), params(params));
    }

    /** The graph of a flow that must be right. */
    public TaskGraph graph(String name, String... params) {
        Checked<TaskGraph> checked = compile(name, params);
        return checked.value()
                .orElseThrow(() -> new AssertionError(DiagnosticPrinter.plain().print(checked.diagnostics())));
    }

    /** Everything that is said about a flow when it is compiled. */
    public String report(String name, String... params) {
        return DiagnosticPrinter.plain().print(compile(name, params).diagnostics());
    }

    /** Everything that is said about a flow when it is checked. */
    public String checkReport(String name, String... params) {
        return DiagnosticPrinter.plain().print(check(name, params).diagnostics());
    }
}
