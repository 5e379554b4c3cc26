package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.CommandLineParams;
import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.compiler.resolve.FlowFile;
import dev.anabranch.compiler.resolve.FlowLoader;
import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.compiler.resolve.Outside;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.tree.FlowHeader;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From the syntax tree to equations whose names and types are known: the second stage of the compiler. */
public final class Typing {
    private final TaskCatalog catalog;
    private final FileLister files;
    private final FlowSources sources;
    private final ExtentFinder extents;

    /**
     * @param catalog where task libraries are found
     * @param files what answers {@code files(glob)}
     * @param sources where other flows are found
     * @param extents what finds the coordinates of arrays that other flows are given
     */
    public Typing(TaskCatalog catalog, FileLister files, FlowSources sources, ExtentFinder extents) {
        this.catalog = catalog;
        this.files = files;
        this.sources = sources;
        this.extents = extents;
    }

    /**
     * What could be typed, mistakes or not.
     *
     * @param file the flow and the flows that it uses
     * @param flow the equations without mistakes, with those of all flows that it uses; arrays that other equations
     *     define as well are marked incomplete
     * @param others flows that are nowhere used as they should be, each by itself
     */
    public record Attempt(FlowFile file, TypedFlow flow, List<TypedFlow> others, Diagnostics diagnostics) {
        public Attempt {
            others = List.copyOf(others);
        }

        /** A warning if there is nothing that the flow would run for. */
        public Optional<Diagnostic> nothingPublished() {
            boolean effect =
                    flow.equations().stream().anyMatch(e -> e.signature().effect());
            return file.tree().publishes().isEmpty() && !effect
                    ? Optional.of(Diagnostic.warning(
                                    CompilerCodes.NOTHING_PUBLISHED,
                                    flow.span(),
                                    "the flow publishes nothing, so nothing runs")
                            .withHelp("end it with `publish` and the datasets that matter"))
                    : Optional.empty();
        }

        /** Warnings of what the flow declares and does not use. */
        public List<Diagnostic> unused() {
            Set<String> effects = new LinkedHashSet<>();
            for (TypedEquation equation : flow.equations()) {
                if (equation.signature().effect()) {
                    // Of a use of another flow the first part of the name.
                    effects.add(equation.name().split("\\.", 2)[0]);
                }
            }
            Diagnostics warnings = new Diagnostics();
            new UnusedNames(file.tree(), warnings).report(effects);
            return warnings.sorted();
        }
    }

    /**
     * The typed flow as far as it is free of mistakes, so that later stages can look for others. A flow with inputs is
     * typed as well as can be without what it would be given.
     *
     * @param parsed the file as far as it was understood; statements that did not parse cause no further mistakes
     * @param params texts of params by name, as given on the command line
     */
    public Attempt attempt(ParseResult parsed, Map<String, String> params) {
        Diagnostics diagnostics = new Diagnostics();
        FlowLoader loader = new FlowLoader(sources, diagnostics);
        FlowFile file = loader.load(parsed);
        FlowExpansion expansion = new FlowExpansion(catalog, files, extents);
        try {
            TypedFlow flow = file.hasInputs()
                    ? open(file, params, expansion, diagnostics)
                    : typed(file, new CommandLineParams(params, diagnostics), expansion, diagnostics);
            return new Attempt(file, flow, others(loader.files(), expansion, diagnostics), diagnostics);
        } catch (FlowExpansion.TooManyUses tooMany) {
            Diagnostics only = new Diagnostics();
            only.add(tooMany.diagnostic());
            TypedFlow nothing = new TypedFlow(name(file), List.of(), List.of(), List.of(), span(file));
            return new Attempt(file, nothing, List.of(), only);
        }
    }

    /** Users before those that they use: what is used by one that is checked now need not be checked again. */
    private static List<TypedFlow> others(List<FlowFile> files, FlowExpansion expansion, Diagnostics diagnostics) {
        List<TypedFlow> others = new ArrayList<>();
        try {
            for (int i = files.size() - 1; i >= 0; i--) {
                if (!expansion.isChecked(files.get(i))) {
                    others.add(open(files.get(i), Map.of(), expansion, diagnostics));
                }
            }
        } catch (FlowExpansion.TooManyUses tooMany) {
            if (!diagnostics.hasErrors()) {
                diagnostics.add(tooMany.diagnostic());
            }
        }
        return others;
    }

    private static TypedFlow typed(FlowFile file, Outside outside, FlowExpansion expansion, Diagnostics diagnostics) {
        expansion.begin(file);
        ArrayNumbers numbers = new ArrayNumbers();
        FlowInstance root = new FlowInstance(expansion, file, "", 0, outside, numbers, diagnostics);
        root.infer();
        root.number();
        List<TypedEquation> equations = new ArrayList<>();
        root.leaveInputsOpen(equations);
        root.bind();
        root.read(equations);
        if (!diagnostics.hasErrors()) {
            root.checkTypes();
        }
        List<TypedPublication> publications = root.publications();
        return new TypedFlow(name(file), numbers.typed(equations), equations, publications, span(file));
    }

    private record Opened(TypedFlow flow, Diagnostics diagnostics) {
        int mistakes() {
            return diagnostics.hasErrors() ? diagnostics.sorted().size() + diagnostics.dropped() : 0;
        }
    }

    /**
     * A flow without what it needs from outside. Whether an index of an input takes integers or strings shows when it is
     * used wrongly: what makes fewer mistakes is meant.
     */
    private static TypedFlow open(
            FlowFile file, Map<String, String> params, FlowExpansion expansion, Diagnostics diagnostics) {
        Set<String> texts = new HashSet<>();
        Opened best = opened(file, params, texts, expansion);
        try {
            for (String dim : openDims(file)) {
                if (best.mistakes() > 0) {
                    texts.add(dim);
                    Opened other = opened(file, params, texts, expansion);
                    if (other.mistakes() < best.mistakes()) {
                        best = other;
                    } else {
                        texts.remove(dim);
                    }
                }
            }
        } catch (FlowExpansion.TooManyUses tooMany) {
            // The mistakes that are known already tell enough.
        }
        diagnostics.addAll(best.diagnostics().sorted());
        return best.flow();
    }

    private static Opened opened(
            FlowFile file, Map<String, String> params, Set<String> texts, FlowExpansion expansion) {
        Diagnostics own = new Diagnostics();
        OpenFlow outside = new OpenFlow(new CommandLineParams(params, own), texts);
        return new Opened(typed(file, outside, expansion, own), own);
    }

    /** The indices of inputs that the flow declares no dims for. */
    private static List<String> openDims(FlowFile file) {
        return file.tree().inputs().stream()
                .flatMap(input -> input.dims().stream())
                .map(Name::text)
                .distinct()
                .filter(name -> file.tree().dims().stream()
                        .noneMatch(d -> d.name().text().equals(name)))
                .toList();
    }

    private static String name(FlowFile flow) {
        Optional<FlowHeader> header = flow.tree().header();
        if (header.isPresent()) {
            return header.get().name().text();
        }
        String file = flow.tree().source().name();
        String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        String stem = base.contains(".") ? base.substring(0, base.indexOf('.')) : base;
        String name = stem.replaceAll("[^A-Za-z0-9_]", "_");
        return name.matches("[A-Za-z_].*") ? name : "flow_" + name;
    }

    private static Span span(FlowFile file) {
        SourceText source = file.tree().source();
        return file.tree().header().map(FlowHeader::span).orElseGet(() -> new Span(source, 0, 0));
    }
}
