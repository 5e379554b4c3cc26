package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.compiler.resolve.Resolver;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.tree.FlowHeader;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From the syntax tree to equations whose names and types are known: the second stage of the compiler. */
public final class Typing {
    /** How many ways conditionals may split one equation. */
    private static final int MOST_VARIANTS = 64;

    private final TaskCatalog catalog;
    private final FileLister files;

    /**
     * @param catalog where task libraries are found
     * @param files what answers {@code files(glob)}
     */
    public Typing(TaskCatalog catalog, FileLister files) {
        this.catalog = catalog;
        this.files = files;
    }

    /**
     * The typed flow, with the parser's diagnostics and its own.
     *
     * @param parsed the file as far as it was understood; statements that did not parse cause no further mistakes
     * @param params texts of params by name, as given on the command line
     */
    public Checked<TypedFlow> type(ParseResult parsed, Map<String, String> params) {
        Attempt attempt = attempt(parsed, params);
        return attempt.diagnostics().hasErrors()
                ? Checked.failed(attempt.diagnostics())
                : Checked.of(attempt.flow(), attempt.diagnostics());
    }

    /**
     * What could be typed, mistakes or not.
     *
     * @param flow the equations without mistakes; arrays that other equations define as well are marked incomplete
     */
    public record Attempt(TypedFlow flow, Diagnostics diagnostics) {}

    /** The typed flow as far as it is free of mistakes, so that later stages can look for others. */
    public Attempt attempt(ParseResult parsed, Map<String, String> params) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.addAll(parsed.diagnostics());
        return new Run(parsed, params, diagnostics).attempt();
    }

    /** One flow in the making. */
    private final class Run {
        private final ParseResult parsed;
        private final Diagnostics diagnostics;
        private final FlowContext flow;
        private final List<TypedEquation> equations = new ArrayList<>();
        private final List<TypedArray> unnamed = new ArrayList<>();
        private final Map<String, Integer> unnamedCounts = new HashMap<>();
        private int named;

        Run(ParseResult parsed, Map<String, String> params, Diagnostics diagnostics) {
            this.parsed = parsed;
            this.diagnostics = diagnostics;
            Declarations declarations = new Resolver(catalog, files, diagnostics).resolve(parsed, params);
            ArrayTable arrays = new ArrayTable(declarations, diagnostics);
            TaskFinder tasks = new TaskFinder(catalog, declarations, arrays);
            Elementwise elementwise = new Elementwise(catalog);
            TypeInference inference = new TypeInference(declarations, tasks, elementwise, arrays);
            this.flow = new FlowContext(declarations, arrays, tasks, elementwise, inference, diagnostics);
        }

        Attempt attempt() {
            LeftSideReader leftSides = new LeftSideReader(flow.declarations, diagnostics);
            List<Statement.Equation> written = parsed.tree().equations();
            List<LeftSide> lefts = new ArrayList<>();
            for (Statement.Equation equation : written) {
                LeftSide left = leftSides.read(equation);
                lefts.add(left);
                flow.arrays.add(equation, left);
            }
            flow.inference.infer(written);
            named = flow.arrays.number();
            for (int i = 0; i < written.size(); i++) {
                equation(written.get(i), lefts.get(i));
            }
            checkTypes();
            List<TypedPublication> publications = new ArrayList<>();
            PublishReader publishes = new PublishReader(flow);
            for (Statement.Publish publish : parsed.tree().publishes()) {
                publications.addAll(publishes.read(publish));
            }
            checkSinks();
            checkUses();
            return new Attempt(new TypedFlow(flowName(), arrays(), equations, publications, flowSpan()), diagnostics);
        }

        private void equation(Statement.Equation equation, LeftSide left) {
            boolean shadowed = equation.targets().stream()
                    .anyMatch(t -> flow.declarations.shadowed().contains(t.text()));
            ArrayDeque<List<EquationReader.Choice>> variants = new ArrayDeque<>();
            variants.add(List.of());
            boolean sound = !shadowed;
            int splits = 1;
            while (!variants.isEmpty()) {
                List<EquationReader.Choice> choices = variants.removeFirst();
                String name = equation.targets().get(0).text();
                int count = unnamedCounts.getOrDefault(name, 0);
                EquationReader reader =
                        new EquationReader(flow, equation, left, choices, count + 1, named + unnamed.size());
                Optional<List<TypedEquation>> families = reader.read();
                if (reader.split().isPresent()) {
                    if (++splits > MOST_VARIANTS) {
                        diagnostics.add(Diagnostic.error(
                                        CompilerCodes.TOO_MANY_CONDITIONALS,
                                        equation.span(),
                                        "the conditionals split this equation more than " + MOST_VARIANTS + " ways")
                                .withHelp("write several equations with `where` instead, one for each case"));
                        sound = false;
                        break;
                    }
                    EquationReader.Choice choice = reader.split().get();
                    variants.addFirst(with(choices, choice, false));
                    variants.addFirst(with(choices, choice, true));
                } else if (families.isPresent() && !shadowed) {
                    equations.addAll(families.get());
                    unnamed.addAll(reader.arrays());
                    unnamedCounts.put(name, count + reader.arrays().size());
                } else {
                    sound = false;
                }
            }
            if (!sound) {
                for (Name target : equation.targets()) {
                    flow.arrays.find(target.text()).ifPresent(ArrayTable.Entry::makeIncomplete);
                }
            }
        }

        private List<EquationReader.Choice> with(
                List<EquationReader.Choice> choices, EquationReader.Choice choice, boolean holds) {
            List<EquationReader.Choice> more = new ArrayList<>(choices);
            more.add(new EquationReader.Choice(choice.conditional(), choice.condition(), holds));
            return more;
        }

        /** Arrays without a type are reported only if nothing else is wrong: usually the type is missing because of that. */
        private void checkTypes() {
            if (diagnostics.hasErrors()) {
                return;
            }
            for (ArrayTable.Entry array : flow.arrays.entries()) {
                if (array.type().isEmpty() && !array.hollow()) {
                    diagnostics.add(Diagnostic.error(
                                    CompilerCodes.TYPE_UNKNOWN,
                                    array.span,
                                    "the type of `" + array.name + "` cannot be inferred: it is defined only by itself")
                            .withHelp("define its first instances with a task"));
                }
            }
        }

        private void checkSinks() {
            boolean effect = equations.stream().anyMatch(e -> e.signature().effect());
            if (parsed.tree().publishes().isEmpty() && !effect && !diagnostics.hasErrors()) {
                diagnostics.add(Diagnostic.warning(
                                CompilerCodes.NOTHING_PUBLISHED,
                                flowSpan(),
                                "the flow publishes nothing, so nothing runs")
                        .withHelp("end it with `publish` and the datasets that matter"));
            }
        }

        /** Where something is wrong, what seems unused may be used by what could not be read. */
        private void checkUses() {
            if (diagnostics.hasErrors()) {
                return;
            }
            Set<String> effects = new LinkedHashSet<>();
            for (Statement.Equation equation : parsed.tree().equations()) {
                boolean effect =
                        equations.stream().anyMatch(e -> e.signature().effect() && within(e.span(), equation.span()));
                if (effect) {
                    equation.targets().forEach(target -> effects.add(target.text()));
                }
            }
            new UnusedNames(parsed.tree(), diagnostics).report(effects);
        }

        private boolean within(Span inner, Span outer) {
            return inner.start() >= outer.start() && inner.end() <= outer.end();
        }

        private List<TypedArray> arrays() {
            List<TypedArray> arrays = new ArrayList<>();
            for (ArrayTable.Entry entry : flow.arrays.entries()) {
                if (!entry.hollow()) {
                    arrays.add(new TypedArray(
                            entry.id(),
                            entry.name,
                            entry.type().orElse(ScalarType.BOOL),
                            entry.axes(),
                            entry.coordinates(),
                            true,
                            entry.complete() && entry.type().isPresent(),
                            entry.span));
                }
            }
            arrays.addAll(unnamed);
            return arrays;
        }

        private String flowName() {
            Optional<FlowHeader> header = parsed.tree().header();
            if (header.isPresent()) {
                return header.get().name().text();
            }
            String file = parsed.tree().source().name();
            String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
            String stem = base.contains(".") ? base.substring(0, base.indexOf('.')) : base;
            String name = stem.replaceAll("[^A-Za-z0-9_]", "_");
            return name.matches("[A-Za-z_].*") ? name : "flow_" + name;
        }

        private Span flowSpan() {
            SourceText source = parsed.tree().source();
            return parsed.tree().header().map(FlowHeader::span).orElseGet(() -> new Span(source, 0, 0));
        }
    }
}
