package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.DimDomain;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the libraries that a flow uses and computes its params and dims. They may stand in any order. */
public final class Resolver {
    /** Deeper chains of params that need params would need a deep stack. */
    private static final int DEEPEST = 500;

    private final TaskCatalog catalog;
    private final FileLister files;
    private final Diagnostics diagnostics;

    public Resolver(TaskCatalog catalog, FileLister files, Diagnostics diagnostics) {
        this.catalog = catalog;
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /** What the flow declares; mistakes are reported and leave their names known. */
    public Declarations resolve(FlowFile file, Outside outside) {
        return new Run(file, outside).declarations();
    }

    /** One flow's declarations in the making. */
    private final class Run implements Scope {
        private final FlowFile file;
        private final SyntaxTree tree;
        private final Set<String> brokenNames;
        private final Outside outside;
        private final ExpressionReader reader = new ExpressionReader(this, diagnostics);
        private final Map<String, Statement.Param> paramStatements = new LinkedHashMap<>();
        private final Map<String, Statement.Dim> dimStatements = new LinkedHashMap<>();
        private final Set<String> inputDims = new LinkedHashSet<>();
        private final Map<String, Operand> params = new LinkedHashMap<>();
        private final Map<String, Dim> dims = new LinkedHashMap<>();
        private final Set<String> inProgress = new LinkedHashSet<>();

        Run(FlowFile file, Outside outside) {
            this.file = file;
            this.tree = file.tree();
            this.brokenNames = file.parsed().brokenNames();
            this.outside = outside;
        }

        Declarations declarations() {
            Map<String, Optional<TaskLibrary>> libraries = libraries();
            List<String> shadowed = declare();
            outside.check(paramStatements.keySet(), brokenNames);
            paramStatements.keySet().forEach(this::param);
            dimStatements.keySet().forEach(this::declaredDim);
            Map<String, Operand> inOrder = new LinkedHashMap<>();
            paramStatements.keySet().forEach(name -> inOrder.put(name, param(name)));
            Map<String, Dim> dimsInOrder = new LinkedHashMap<>();
            dimStatements.keySet().forEach(name -> dimsInOrder.put(name, declaredDim(name)));
            inputDims.forEach(name -> dimsInOrder.put(name, declaredDim(name)));
            return new Declarations(inOrder, dimsInOrder, libraries, file.used().keySet(), brokenNames, shadowed);
        }

        private Map<String, Optional<TaskLibrary>> libraries() {
            Map<String, Optional<TaskLibrary>> libraries = new LinkedHashMap<>();
            for (Statement.UseLibrary use : tree.libraries()) {
                String name = use.library().text();
                Optional<TaskLibrary> library = catalog.library(name);
                if (library.isEmpty()) {
                    diagnostics.add(Spelling.suggest(
                            Diagnostic.error(
                                    CompilerCodes.UNKNOWN_LIBRARY,
                                    use.library().span(),
                                    "unknown library `" + name + "`"),
                            name,
                            catalog.names()));
                }
                put(libraries, use.localName(), library);
            }
            for (Statement.UseJava use : tree.javaClasses()) {
                String name = use.className().text();
                Optional<TaskLibrary> library =
                        catalog.javaClass(name, use.alias().text());
                if (library.isEmpty()) {
                    diagnostics.add(Diagnostic.error(
                                    CompilerCodes.UNKNOWN_LIBRARY,
                                    use.className().span(),
                                    "unknown Java class `" + name + "`")
                            .withHelp("the class must be on the class path and declare methods with `@Task`"));
                }
                put(libraries, use.alias(), library);
            }
            for (Statement.UseFlow use : tree.flows()) {
                put(libraries, use.alias(), Optional.empty());
            }
            return libraries;
        }

        private void put(Map<String, Optional<TaskLibrary>> libraries, Name name, Optional<TaskLibrary> library) {
            if (libraries.putIfAbsent(name.text(), library) != null) {
                diagnostics.add(
                        Diagnostic.error(CompilerCodes.DECLARED_TWICE, name.span(), "`" + name + "` is used twice")
                                .withHelp("give one of them another name: `use " + name + " as other`"));
            }
        }

        /** Sorts the statements by name; returns the names of equations that clash with another declaration. */
        private List<String> declare() {
            Map<String, Span> seen = new LinkedHashMap<>();
            for (Statement.Param param : tree.params()) {
                if (first(seen, param.name())) {
                    paramStatements.put(param.name().text(), param);
                }
            }
            for (Statement.Dim dim : tree.dims()) {
                if (first(seen, dim.name())) {
                    dimStatements.put(dim.name().text(), dim);
                }
            }
            for (Statement.Input input : tree.inputs()) {
                input.dims().stream()
                        .filter(dim -> !dimStatements.containsKey(dim.text()) && !brokenNames.contains(dim.text()))
                        .filter(dim -> inputDims.contains(dim.text()) || first(seen, dim))
                        .forEach(dim -> inputDims.add(dim.text()));
            }
            tree.inputs().forEach(input -> first(seen, input.name()));
            for (Statement.Equation equation : tree.equations()) {
                if (file.use(equation).isPresent()) {
                    equation.targets().forEach(target -> first(seen, target));
                }
            }
            List<String> shadowed = new ArrayList<>();
            for (Statement.Equation equation : tree.equations()) {
                for (Name target : equation.targets()) {
                    if (seen.containsKey(target.text()) && file.use(equation).isEmpty()) {
                        first(seen, target);
                        shadowed.add(target.text());
                    }
                }
            }
            return shadowed;
        }

        private boolean first(Map<String, Span> seen, Name name) {
            Span before = seen.putIfAbsent(name.text(), name.span());
            if (before != null) {
                diagnostics.add(
                        Diagnostic.error(CompilerCodes.DECLARED_TWICE, name.span(), "`" + name + "` is declared twice")
                                .withLabel("first declared on line "
                                        + Math.min(before.line(), name.span().line()))
                                .withHelp("give one of them another name"));
            }
            return before == null;
        }

        private Operand param(String name) {
            Operand known = params.get(name);
            Statement.Param statement = paramStatements.get(name);
            if (known != null || statement == null) {
                return known == null ? Operand.BROKEN : known;
            }
            if (!enter(name, statement.name().span())) {
                return Operand.BROKEN;
            }
            Operand value = ParamTypes.read(statement.type(), diagnostics)
                    .map(type -> paramValue(statement, type))
                    .orElse(Operand.BROKEN);
            inProgress.remove(name);
            params.put(name, value);
            return value;
        }

        private boolean enter(String name, Span span) {
            if (inProgress.contains(name)) {
                List<String> path = new ArrayList<>(inProgress);
                path.subList(0, path.indexOf(name)).clear();
                path.add(name);
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.CIRCULAR_DECLARATION,
                                span,
                                path.size() == 2
                                        ? "`" + name + "` is defined by itself"
                                        : "`" + name + "` is defined by itself: `" + String.join("` -> `", path) + "`")
                        .withHelp("give one of them a value that needs none of the others"));
                return false;
            }
            if (inProgress.size() == DEEPEST) {
                diagnostics.add(Diagnostic.error(
                        CompilerCodes.CIRCULAR_DECLARATION,
                        span,
                        "`" + name + "` needs a chain of more than " + DEEPEST + " other declarations"));
                return false;
            }
            return inProgress.add(name);
        }

        private Operand paramValue(Statement.Param statement, ValueType type) {
            Optional<Operand> standard =
                    statement.defaultValue().map(expression -> defaultValue(statement, expression, type));
            Optional<Operand> value = outside.param(statement, type).or(() -> standard);
            if (value.isEmpty()) {
                outside.missing(statement, type);
            }
            return value.orElseGet(() -> unknown(type));
        }

        private Operand defaultValue(Statement.Param statement, Expression expression, ValueType type) {
            Operand value = reader.read(expression);
            if (value instanceof Operand.Broken) {
                return unknown(type);
            }
            Optional<Operand> converted = ParamTypes.convert(value, type);
            if (converted.isEmpty()) {
                Diagnostic wrong = Diagnostic.error(
                                CompilerCodes.WRONG_TYPE,
                                expression.span(),
                                "the default of `" + statement.name() + "` is " + value.describe() + ", expected "
                                        + type.label())
                        .withLabel("expected " + ParamTypes.example(type));
                diagnostics.add(WrittenValues.mended(expression.span().text(), type)
                        .or(() -> ParamTypes.of(value)
                                .map(own -> "declare it as what it is: `param " + statement.name() + " : " + own.label()
                                        + " = ...`"))
                        .map(wrong::withHelp)
                        .orElse(wrong));
            }
            return converted.orElseGet(() -> unknown(type));
        }

        private Operand unknown(ValueType type) {
            return type instanceof ScalarType scalar ? Plain.unknown(scalar) : Operand.BROKEN;
        }

        private Dim declaredDim(String name) {
            Dim known = dims.get(name);
            if (known == null && inputDims.contains(name)) {
                known = outside.dim(name);
                dims.put(name, known);
            }
            Statement.Dim statement = dimStatements.get(name);
            Dim none = statement == null ? Dim.unknown(name) : mistaken(name, statement.domain());
            if (known != null || statement == null) {
                return known == null ? none : known;
            }
            if (!enter(name, statement.name().span())) {
                return none;
            }
            Dim dim = statement
                    .domain()
                    .accept(new DimReader(name, reader, files, diagnostics))
                    .map(domain -> Dim.of(name, domain))
                    .orElse(none);
            inProgress.remove(name);
            dims.put(name, dim);
            return dim;
        }

        /** What is still known of a dim with a mistake, so that it causes no others. */
        private static Dim mistaken(String name, DimDomain domain) {
            if (domain instanceof DimDomain.Range) {
                return Dim.typed(name, ScalarType.INT);
            }
            boolean paths = domain instanceof DimDomain.Files || domain instanceof DimDomain.Lines;
            return paths ? Dim.typed(name, ScalarType.STRING) : Dim.unknown(name);
        }

        @Override
        public Optional<Dim> dim(String name) {
            return isDim(name) ? Optional.of(declaredDim(name)) : Optional.empty();
        }

        @Override
        public Operand reference(Expression.Reference reference, ExpressionReader ignored) {
            String name = reference.name().text();
            boolean value = reference.indices().isEmpty() && !reference.optional();
            if (brokenNames.contains(name) || (value && inProgress.contains(name) && !enter(name, reference.span()))) {
                return Operand.BROKEN;
            }
            if (value && paramStatements.containsKey(name)) {
                return param(name);
            }
            if (paramStatements.containsKey(name) && !reference.optional()) {
                return reader.element(param(name), reference);
            }
            if (value && isDim(name)) {
                Dim dim = declaredDim(name);
                return dim.known()
                        ? Plain.of(ScalarType.INT, (long) dim.domain().size())
                        : Plain.unknown(ScalarType.INT);
            }
            if (isDataset(reference.name().first().text()) || paramStatements.containsKey(name) || isDim(name)) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.NOT_KNOWN_BEFORE_THE_RUN,
                                reference.span(),
                                "`" + reference.span().text() + "` is not known before the run")
                        .withLabel("expected a constant, a param or a dim's size")
                        .withHelp("what a task makes is known only when it has run; a param can be given before"));
                return Operand.BROKEN;
            }
            List<String> names = new ArrayList<>(paramStatements.keySet());
            names.addAll(dimStatements.keySet());
            names.addAll(inputDims);
            Diagnostic unknown = Diagnostic.error(
                    CompilerCodes.UNKNOWN_NAME, reference.name().span(), "unknown name `" + name + "`");
            diagnostics.add(Spelling.elsewhere(name)
                    .filter(help -> reference.indices().isEmpty())
                    .map(unknown::withHelp)
                    .orElseGet(() -> Spelling.suggestOrList(unknown, name, names, "the params and dims are")));
            return Operand.BROKEN;
        }

        private boolean isDim(String name) {
            return dimStatements.containsKey(name) || inputDims.contains(name);
        }

        private boolean isDataset(String name) {
            return tree.inputs().stream().anyMatch(i -> i.name().text().equals(name))
                    || tree.equations().stream()
                            .anyMatch(e ->
                                    e.targets().stream().anyMatch(t -> t.text().equals(name)));
        }

        @Override
        public Operand call(Expression.Call call, ExpressionReader ignored) {
            if (call.callee().isSimple()) {
                diagnostics.add(PlanFunctions.unknown(call.callee()));
                return Operand.BROKEN;
            }
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.NOT_KNOWN_BEFORE_THE_RUN,
                            call.span(),
                            "`" + call.callee() + "` runs with the flow, but this value is needed before the run")
                    .withLabel("expected a constant, a param or a dim's size")
                    .withHelp("what a task makes is known only when it has run; a param can be given before"));
            return Operand.BROKEN;
        }

        @Override
        public Operand elementwise(String operation, String symbol, List<Operand> operands, Span span) {
            diagnostics.add(Diagnostic.error(
                    CompilerCodes.NO_OPERATOR,
                    span,
                    "`" + symbol + "` does not apply to "
                            + String.join(
                                    " and ",
                                    operands.stream().map(Operand::describe).toList())));
            return Operand.BROKEN;
        }
    }
}
