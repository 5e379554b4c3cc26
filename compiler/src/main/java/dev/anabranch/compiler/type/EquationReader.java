package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.PlanFunctions;
import dev.anabranch.compiler.resolve.Scope;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.graph.TaskFamily.FamilyOutput;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one equation under a set of choices, one for each conditional between datasets that was met so far. A
 * conditional that is not decided yet splits the reading in two.
 */
final class EquationReader implements Scope {
    /** How a conditional between datasets is decided for some of the instances. */
    record Choice(Expression.Conditional conditional, Scalar condition, boolean holds) {
        private Scalar guard() {
            return holds ? condition : new Scalar.Not(condition);
        }
    }

    private final FlowContext flow;
    private final Statement.Equation equation;
    private final LeftSide left;
    private final List<Choice> choices;
    private final ExpressionReader reader;
    private final ReferenceReader references;
    private final Optional<Scalar> guard;
    private final boolean guardSound;
    private final String name;
    private final Suggestions suggestions;
    private final EquationAdvice advice;
    private boolean inGuard;
    private FamilyBuilder families;
    private Optional<Choice> split = Optional.empty();
    private Optional<FamilyBuilder.Applied> applied = Optional.empty();

    EquationReader(
            FlowContext flow,
            Statement.Equation equation,
            LeftSide left,
            List<Choice> choices,
            int firstNumber,
            int firstId) {
        this.flow = flow;
        this.equation = equation;
        this.left = left;
        this.choices = List.copyOf(choices);
        this.name = equation.targets().get(0).text();
        this.reader = new ExpressionReader(this, flow.diagnostics);
        this.references = new ReferenceReader(flow, left, name);
        this.suggestions = new Suggestions(flow.arrays, left);
        this.advice = new EquationAdvice(equation, left, suggestions);
        // What a guard would have computed is refused with the guard.
        this.families =
                new FamilyBuilder(flow, left.axes(), Optional.empty(), flow.prefix + name, firstNumber, firstId);
        this.inGuard = true;
        Optional<Plain> written = equation.guard().flatMap(this::guard);
        this.inGuard = false;
        this.guardSound =
                equation.guard().isEmpty() || written.filter(Plain::known).isPresent();
        this.guard = conjunction(written);
        this.families = new FamilyBuilder(flow, left.axes(), guard, flow.prefix + name, firstNumber, firstId);
    }

    private Optional<Plain> guard(Expression expression) {
        Optional<Plain> value = reader.plain(expression);
        if (value.isPresent() && value.get().type() != ScalarType.BOOL) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.BAD_GUARD,
                            expression.span(),
                            "the guard is of type " + value.get().type().label())
                    .withLabel("expected a condition")
                    .withHelp(EquationAdvice.condition(expression, value.get().type())));
            return Optional.empty();
        }
        return value;
    }

    private Optional<Scalar> conjunction(Optional<Plain> written) {
        Optional<Scalar> all = written.map(Plain::scalar)
                .filter(s -> !(s instanceof Literal literal && literal.value().equals(true)));
        for (Choice choice : choices) {
            Scalar more = choice.guard();
            all = Optional.of(all.<Scalar>map(g -> new Scalar.Binary(Scalar.Operator.AND, g, more, ScalarType.BOOL))
                    .orElse(more));
        }
        return all;
    }

    /** For which instances the equation holds; empty for all. */
    Optional<Scalar> guard() {
        return guard;
    }

    /** Whether the guard is a condition that is known; otherwise that is reported. */
    boolean guardSound() {
        return guardSound;
    }

    /** What an equation is given that is no equation in the graph, and the families of its subexpressions. */
    Operand operand(List<TypedEquation> equations) {
        Operand operand = reader.read(equation.value());
        if (!(operand instanceof Operand.Broken)) {
            equations.addAll(families.equations());
            flow.numbers.add(families.arrays());
        }
        return operand;
    }

    /** The conditional at which the reading has to be split in two, if it met one. */
    Optional<Choice> split() {
        return split;
    }

    /** Arrays of unnamed subexpressions. */
    List<TypedArray> arrays() {
        return families.arrays();
    }

    /** The families, the equation's own last; empty if there is a mistake, which is reported, or a split. */
    Optional<List<TypedEquation>> read() {
        AnnotationReader annotationReader = new AnnotationReader(reader, flow.diagnostics);
        AnnotationReader.Annotations annotations = annotationReader.read(equation.annotations());
        Optional<FamilyBuilder.Applied> own = value(equation.value());
        boolean sound = left.sound() && guardSound && annotations.sound() && split.isEmpty();
        if (own.isEmpty()
                || !sound
                || !annotationReader.fit(equation.annotations(), own.get().task())) {
            return Optional.empty();
        }
        Optional<List<FamilyOutput>> outputs =
                new OutputReader(flow, equation, left).outputs(own.get().task());
        if (outputs.isEmpty()) {
            return Optional.empty();
        }
        TaskSignature task = own.get().task();
        if (task.deterministic() && !task.effect()) {
            UsedAxes used = new UsedAxes();
            own.get().arguments().forEach(used::add);
            choices.forEach(choice -> used.add(choice.condition()));
            new SameInstances(left, flow.arrays, flow.diagnostics)
                    .report(
                            name,
                            used.axes(),
                            own.get().reads().stream().map(ReadSite::span).toList());
        }
        List<TypedEquation> all = new ArrayList<>(families.equations());
        all.add(new TypedEquation(
                flow.prefix + name,
                left.axes(),
                guard,
                List.of(),
                List.of(),
                own.get().task(),
                own.get().arguments(),
                own.get().reads(),
                outputs.get(),
                OutputReader.yielded(left),
                annotations.time(),
                annotations.size(),
                annotations.requirements(),
                equation.span()));
        return Optional.of(all);
    }

    /** The task of the equation itself. */
    private Optional<FamilyBuilder.Applied> value(Expression value) {
        if (value instanceof Expression.Call call && !PlanFunctions.isFunction(call.callee())) {
            return topCall(call);
        }
        if (value instanceof Expression.Conditional conditional) {
            return topChoice(conditional);
        }
        topSpan = Optional.of(value.span());
        return made(value, reader.read(value));
    }

    /** The task that an operator stands for, as it was read last. */
    private Optional<FamilyBuilder.Applied> made(Expression value, Operand operand) {
        if (applied.isPresent() && equation.yields().isPresent()) {
            noGenerator("an operator");
            return Optional.empty();
        }
        if (applied.isEmpty() && !(operand instanceof Operand.Broken)) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.NOT_A_TASK,
                            value.span(),
                            "`" + name + "` is given " + operand.describe() + " as it stands")
                    .withLabel("expected a call or an operator on datasets")
                    .withHelp(advice.insteadOf(value, operand)));
        }
        return operand instanceof Operand.Broken && applied.isEmpty() ? Optional.empty() : applied;
    }

    private Optional<Span> topSpan = Optional.empty();

    private void noGenerator(String what) {
        Span span = equation.yields().map(Name::span).orElse(equation.span());
        flow.diagnostics.add(Diagnostic.error(
                        CompilerCodes.YIELDS_WITHOUT_GENERATOR, span, what + " hands over one dataset, not several")
                .withHelp("leave out `yields`; the index stays on the left side"));
    }

    private Optional<FamilyBuilder.Applied> topChoice(Expression.Conditional conditional) {
        Operand read = reader.read(conditional.condition());
        if (ExpressionReader.choosesElements(read)) {
            topSpan = Optional.of(conditional.span());
            return made(conditional, reader.elements(conditional, read));
        }
        Optional<Plain> condition = reader.condition(conditional, read);
        Optional<Boolean> holds = condition.flatMap(c -> decide(conditional, c));
        if (holds.isEmpty()) {
            if (split.isEmpty()) {
                reader.read(conditional.whenTrue());
                reader.read(conditional.whenFalse());
            }
            return Optional.empty();
        }
        check(holds.get() ? conditional.whenFalse() : conditional.whenTrue());
        return value(holds.get() ? conditional.whenTrue() : conditional.whenFalse());
    }

    /** Reads an expression only for the mistakes in it. */
    private void check(Expression expression) {
        int before = families.arrays().size();
        Optional<Choice> splitBefore = split;
        Optional<Span> topBefore = topSpan;
        topSpan = Optional.empty();
        if (expression instanceof Expression.Call call && !PlanFunctions.isFunction(call.callee())) {
            flow.tasks
                    .find(call.callee(), flow.diagnostics)
                    .ifPresent(task -> new CallReader(call, task, reader, suggestions, flow.diagnostics).read());
        } else {
            reader.read(expression);
        }
        families.truncate(before);
        split = splitBefore;
        topSpan = topBefore;
    }

    /** Which branch holds; empty if that is not known, or if the reading must be split. */
    private Optional<Boolean> decide(Expression.Conditional conditional, Plain condition) {
        if (!condition.known()) {
            return Optional.empty();
        }
        if (condition.scalar() instanceof Literal literal) {
            return Optional.of((Boolean) literal.value());
        }
        for (Choice choice : choices) {
            if (choice.conditional().span().equals(conditional.span())) {
                return Optional.of(choice.holds());
            }
        }
        if (split.isEmpty()) {
            split = Optional.of(new Choice(conditional, condition.scalar(), true));
        }
        return Optional.empty();
    }

    private Optional<FamilyBuilder.Applied> topCall(Expression.Call call) {
        Optional<TaskSignature> task = flow.tasks.find(call.callee(), flow.diagnostics);
        if (task.isEmpty()) {
            call.arguments().forEach(a -> reader.read(a.value()));
            return Optional.empty();
        }
        boolean sound = shape(call, task.get());
        CallReader arguments = new CallReader(call, task.get(), reader, suggestions, flow.diagnostics);
        return arguments
                .read()
                .filter(a -> sound)
                .map(a -> new FamilyBuilder.Applied(task.get(), a, arguments.reads()));
    }

    /** Whether the task makes what the left side says. */
    private boolean shape(Expression.Call call, TaskSignature task) {
        if (equation.yields().isPresent() && !task.generator()) {
            noGenerator("`" + call.callee() + "`");
            return false;
        }
        if (equation.yields().isEmpty() && task.generator()) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.GENERATOR_WITHOUT_YIELDS,
                            call.span(),
                            "`" + call.callee() + "` hands over several datasets, but the equation yields over no dim")
                    .withLabel("expected `yields` and a dim behind it")
                    .withHelp(advice.whatToYield(call)));
            return false;
        }
        int targets = equation.targets().size();
        int outputs = task.outputs().size();
        boolean effect = outputs == 0 && targets == 1;
        if (targets != outputs && !effect) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.OUTPUT_COUNT,
                            call.span(),
                            "`" + call.callee() + "` has " + ArrayTable.Entry.counted(outputs, "output", "outputs")
                                    + ", but the left side names " + targets)
                    .withLabel("expected " + ArrayTable.Entry.counted(targets, "output", "outputs"))
                    .withHelp(advice.outputs(outputs)));
            return false;
        }
        return true;
    }

    /** A guard says which instances there are: that cannot hang on what they are. */
    private Operand notInGuard(Span span) {
        flow.diagnostics.add(Diagnostic.error(
                        CompilerCodes.BAD_GUARD,
                        span,
                        "`" + span.text() + "` is not known before the run, but a guard says which tasks there are")
                .withLabel("expected a condition on indices and params")
                .withHelp("let a task look into the datasets, and guard by indices"));
        return Operand.BROKEN;
    }

    @Override
    public Operand reference(Expression.Reference reference, ExpressionReader ignored) {
        Operand operand = references.read(reference, reader);
        boolean dataset = operand instanceof Operand.One || operand instanceof Operand.Many;
        // As an operand of an operator it is reported with the operator, where that is reported.
        return inGuard && dataset && equation.guard().filter(reference::equals).isPresent()
                ? notInGuard(reference.span())
                : operand;
    }

    @Override
    public Optional<Dim> dim(String name) {
        return Optional.ofNullable(flow.declarations.dims().get(name));
    }

    @Override
    public Operand call(Expression.Call call, ExpressionReader ignored) {
        if (inGuard) {
            return notInGuard(call.span());
        }
        Optional<TaskSignature> task = flow.tasks.find(call.callee(), flow.diagnostics);
        if (task.isEmpty()) {
            call.arguments().forEach(a -> reader.read(a.value()));
            return Operand.BROKEN;
        }
        CallReader arguments = new CallReader(call, task.get(), reader, suggestions, flow.diagnostics);
        Optional<List<Argument>> read = arguments.read();
        if (task.get().outputs().size() != 1 || task.get().generator()) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.OUTPUT_COUNT,
                            call.span(),
                            "`" + call.callee()
                                    + "` does not make exactly one dataset, so it cannot stand in another expression")
                    .withHelp("give it an equation of its own"));
            return Operand.BROKEN;
        }
        return read.map(a -> families.one(new FamilyBuilder.Applied(task.get(), a, arguments.reads()), call.span()))
                .orElse(Operand.BROKEN);
    }

    @Override
    public Operand elementwise(String operation, String symbol, List<Operand> operands, Span span) {
        Optional<Operand> maybe =
                operands.stream().filter(Operand.Maybe.class::isInstance).findFirst();
        if (maybe.isPresent()) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.MAY_BE_ABSENT,
                            span,
                            "`" + symbol + "` does not apply to " + maybe.get().describe())
                    .withHelp("leave out the instances at the border with `where`, and define them by an equation of"
                            + " their own"));
            return Operand.BROKEN;
        }
        if (inGuard) {
            return notInGuard(span);
        }
        boolean list = operands.stream().anyMatch(Operand.Many.class::isInstance);
        boolean top = topSpan.filter(span::equals).isPresent();
        Optional<TaskSignature> task = flow.elementwise.find(operation, operands);
        if (task.isEmpty()) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.NO_OPERATOR,
                            span,
                            "`" + symbol + "` does not apply to "
                                    + String.join(
                                            " and ",
                                            operands.stream()
                                                    .map(Operand::describe)
                                                    .toList()))
                    .withLabel("expected numbers, or tensors of equal element type")
                    .withHelp(
                            operands.stream().anyMatch(EquationReader::hasUnit)
                                    ? "the numbers in a tensor have no unit: write the number alone, in what they are"
                                            + " measured in"
                                    : "operators work on numbers and tensors; use a task for anything else"));
            return Operand.BROKEN;
        }
        if (top && list) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.LIST_GIVEN,
                            span,
                            "an equation defines one dataset for each instance, but this is a list of them")
                    .withHelp(advice.oneForEach(operands)));
            return Operand.BROKEN;
        }
        if (list) {
            return families.many(task.get(), operands, span);
        }
        Optional<FamilyBuilder.Applied> made = families.applied(task.get(), operands, span);
        if (top) {
            applied = made;
            return Operand.BROKEN;
        }
        return made.map(a -> families.one(a, span)).orElse(Operand.BROKEN);
    }

    private static boolean hasUnit(Operand operand) {
        return operand instanceof Plain plain
                && (plain.type() == ScalarType.DURATION || plain.type() == ScalarType.SIZE);
    }

    @Override
    public Operand choice(Expression.Conditional conditional, Plain condition, ExpressionReader ignored) {
        if (flow.inference.plain(conditional.whenTrue()) && flow.inference.plain(conditional.whenFalse())) {
            return reader.plainChoice(conditional, condition);
        }
        Optional<Boolean> holds = decide(conditional, condition);
        if (holds.isEmpty()) {
            check(conditional.whenTrue());
            check(conditional.whenFalse());
            return Operand.BROKEN;
        }
        check(holds.get() ? conditional.whenFalse() : conditional.whenTrue());
        return reader.read(holds.get() ? conditional.whenTrue() : conditional.whenFalse());
    }
}
