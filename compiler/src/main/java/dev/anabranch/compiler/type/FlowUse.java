package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.FlowFile;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.Outside;
import dev.anabranch.compiler.resolve.ParamTypes;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.compiler.resolve.WrittenReferences;
import dev.anabranch.compiler.resolve.WrittenValues;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An equation that uses another flow: {@code stats = post(t2: t2, limit: 280.0)}. Knows what is given to which input
 * and param, and makes the instance when it is first asked for: the coordinates of one use may follow from another's.
 */
final class FlowUse implements Outside {
    private final FlowInstance user;
    private final Statement.Equation equation;
    private final Expression.Call call;
    private final String name;
    private final Optional<FlowFile> file;
    private final Diagnostics diagnostics;
    private final Map<String, Argument> given = new LinkedHashMap<>();
    private final List<Argument> unmatched = new ArrayList<>();
    private final List<TypedEquation> arguments = new ArrayList<>();
    private Optional<FlowInstance> instance = Optional.empty();
    private boolean sound = true;
    private boolean begun;
    private boolean made;

    /** @param user the flow that the equation stands in */
    FlowUse(FlowInstance user, Statement.Equation equation, Expression.Call call) {
        this.user = user;
        this.equation = equation;
        this.call = call;
        this.name = equation.targets().get(0).text();
        this.file = user.file.used().getOrDefault(call.callee().text(), Optional.empty());
        this.diagnostics = user.flow.diagnostics;
        checkForm();
        match();
        file.ifPresent(this::checkComplete);
    }

    /** Whether it is the use that an equation makes, and not an earlier one of the same name. */
    boolean is(Statement.Equation other) {
        return equation.span().equals(other.span());
    }

    /** What the use is called in its flow. */
    String name() {
        return name;
    }

    /** What the used flow is called in its user. */
    String alias() {
        return call.callee().text();
    }

    private void mistake(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        sound = false;
    }

    /** The signature of the used flow, as a way out of a mistake. */
    String signature() {
        return file.map(f -> "it is declared as `" + f.signature(alias()) + "`").orElse("");
    }

    private void checkForm() {
        List<Span> wrong = new ArrayList<>();
        equation.targets().stream().skip(1).map(Name::span).forEach(wrong::add);
        equation.indices().stream().map(Expression::span).forEach(wrong::add);
        equation.guard().map(Expression::span).ifPresent(wrong::add);
        equation.yields().map(Name::span).ifPresent(wrong::add);
        equation.annotations().stream().map(a -> a.span()).forEach(wrong::add);
        if (!wrong.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.BAD_USE,
                            wrong.get(0),
                            "`" + wrong.get(0).text() + "` cannot stand where a flow is used")
                    .withLabel("expected `" + name + " = " + alias() + "(...)` and nothing else")
                    .withHelp("the used flow has its own indices and annotations; read its outputs as `" + name
                            + ".output[...]`"));
        }
    }

    /** By place the inputs, in their order; by name inputs and params. */
    private void match() {
        List<Statement.Input> inputs = file.map(f -> f.tree().inputs()).orElse(List.of());
        int place = 0;
        for (Argument argument : call.arguments()) {
            if (argument.label().isPresent()) {
                labelled(argument.label().get(), argument);
            } else if (place < inputs.size()) {
                give(inputs.get(place++).name().text(), argument, argument.span());
            } else {
                tooMany(argument, inputs.size());
            }
        }
    }

    private void tooMany(Argument argument, int inputs) {
        boolean first = unmatched.stream().allMatch(other -> other.label().isPresent());
        if (first && file.filter(f -> !f.parsed().hasErrors()).isPresent()) {
            mistake(Diagnostic.error(
                            CompilerCodes.TOO_MANY_ARGUMENTS,
                            argument.span(),
                            "the flow `" + alias() + "` takes " + ArrayTable.Entry.counted(inputs, "input", "inputs")
                                    + " by place")
                    .withLabel("params are given by name")
                    .withHelp(signature()));
        }
        unmatched.add(argument);
    }

    private void labelled(Name label, Argument argument) {
        List<String> names = new ArrayList<>();
        file.ifPresent(f -> f.tree().inputs().forEach(i -> names.add(i.name().text())));
        file.ifPresent(f -> f.tree().params().forEach(p -> names.add(p.name().text())));
        if (names.contains(label.text())) {
            give(label.text(), argument, label.span());
            return;
        }
        unmatched.add(argument);
        if (file.filter(f -> !f.parsed().brokenNames().contains(label.text())).isPresent()) {
            mistake(Spelling.suggest(
                            Diagnostic.error(
                                    CompilerCodes.UNKNOWN_ARGUMENT,
                                    label.span(),
                                    "the flow `" + alias() + "` has neither an input nor a param `" + label + "`"),
                            label.text(),
                            names)
                    .withHelp(signature()));
        }
    }

    private void give(String to, Argument argument, Span span) {
        if (given.putIfAbsent(to, argument) != null) {
            unmatched.add(argument);
            mistake(Diagnostic.error(CompilerCodes.ARGUMENT_TWICE, span, "`" + to + "` is given twice")
                    .withHelp(signature()));
        }
    }

    private void checkComplete(FlowFile used) {
        List<String> missing = new ArrayList<>();
        for (Statement.Input input : used.tree().inputs()) {
            if (!given.containsKey(input.name().text())) {
                missing.add("the input `" + FlowFile.indexed(input) + "`");
            }
        }
        for (Statement.Param param : used.tree().params()) {
            if (!given.containsKey(param.name().text()) && param.defaultValue().isEmpty()) {
                missing.add("the param `" + param.name() + "`");
            }
        }
        if (!missing.isEmpty()) {
            mistake(Diagnostic.error(
                            CompilerCodes.MISSING_ARGUMENT,
                            call.span(),
                            "the flow `" + alias() + "` needs " + String.join(" and ", missing))
                    .withHelp(signature()));
        }
    }

    /** The used flow with what it is given; empty if its file cannot be read, or if it is needed for itself. */
    Optional<FlowInstance> instance() {
        if (!made && begun) {
            mistake(Diagnostic.error(
                            CompilerCodes.CIRCULAR_DECLARATION,
                            call.span(),
                            "the coordinates that `" + name + "` is given follow from its own outputs")
                    .withHelp("declare the dims of its inputs in the used flow: `dim step = ...`"));
            return Optional.empty();
        }
        if (!begun) {
            begun = true;
            instance = file.map(this::make);
            made = true;
        }
        return instance;
    }

    private FlowInstance make(FlowFile used) {
        String prefix = user.flow.prefix + name + ".";
        user.expansion.count(used, prefix, user.depth + 1, call.span());
        // What is not given is not known, and would look wrong where it is used.
        return new FlowInstance(
                user.expansion,
                used,
                prefix,
                user.depth + 1,
                this,
                user.flow.numbers,
                sound ? diagnostics : new Diagnostics());
    }

    @Override
    public void check(Set<String> params, Set<String> brokenNames) {}

    @Override
    public Optional<Operand> param(Statement.Param param, ValueType type) {
        Argument argument = given.get(param.name().text());
        if (argument == null) {
            return Optional.empty();
        }
        Operand value = user.plainReader(diagnostics).read(argument.value());
        Optional<Operand> converted = ParamTypes.convert(value, type);
        if (converted.isEmpty()) {
            sound = false;
        }
        if (converted.isEmpty() && !(value instanceof Operand.Broken)) {
            Diagnostic wrong = Diagnostic.error(
                            CompilerCodes.WRONG_TYPE,
                            argument.value().span(),
                            "the param `" + param.name() + "` of the flow `" + alias() + "` takes " + type.label()
                                    + ", but `" + argument.value().span().text() + "` is " + value.describe())
                    .withLabel("expected " + ParamTypes.example(type));
            mistake(WrittenValues.mended(argument.value().span().text(), type)
                    .map(wrong::withHelp)
                    .orElse(wrong)
                    .withHelp(signature()));
        }
        return Optional.of(
                converted.orElseGet(() -> type instanceof ScalarType scalar ? Plain.unknown(scalar) : Operand.BROKEN));
    }

    @Override
    public void missing(Statement.Param param, ValueType type) {
        // Reported as a missing argument.
    }

    @Override
    public Dim dim(String dim) {
        for (Statement.Input input : file.orElseThrow().tree().inputs()) {
            Argument argument = given.get(input.name().text());
            for (int i = 0; i < input.dims().size() && argument != null; i++) {
                if (input.dims().get(i).text().equals(dim)) {
                    List<Dim> extents = new ArgumentExtents(user).of(argument.value());
                    if (extents.size() == input.dims().size()) {
                        return extents.get(i).named(dim);
                    }
                }
            }
        }
        return Dim.unknown(dim);
    }

    /** What is wrong with reading the use itself. */
    Diagnostic notADataset(Span span) {
        Diagnostic diagnostic = Diagnostic.error(
                CompilerCodes.NOT_AN_OUTPUT,
                span,
                "`" + name + "` is a use of the flow `" + alias() + "`, not a dataset");
        return withOutputs(diagnostic);
    }

    /** What is wrong with reading what is no output; empty if a mistake that is reported may have made it none. */
    Optional<Diagnostic> noOutput(QualifiedName read) {
        if (read.isSimple()) {
            return Optional.of(notADataset(read.span()));
        }
        boolean known = file.filter(f -> !f.parsed().hasErrors()).isPresent();
        String output = read.text().substring(name.length() + 1);
        if (!known || file.orElseThrow().outputs().contains(output)) {
            return Optional.empty();
        }
        Diagnostic diagnostic = Diagnostic.error(
                CompilerCodes.NOT_AN_OUTPUT, read.span(), "the flow `" + alias() + "` has no output `" + output + "`");
        return Optional.of(
                withOutputs(Spelling.closest(output, file.orElseThrow().outputs())
                        .map(meant -> diagnostic.withHelp("did you mean `" + name + "." + meant + "`?"))
                        .orElse(diagnostic)));
    }

    private Diagnostic withOutputs(Diagnostic diagnostic) {
        List<String> outputs = file.map(FlowFile::outputs).orElse(List.of());
        boolean known = file.filter(f -> !f.parsed().hasErrors()).isPresent();
        if (outputs.isEmpty() && !known) {
            return diagnostic;
        }
        return outputs.isEmpty()
                ? diagnostic.withHelp("the flow names no outputs: add `output ...` to it")
                : diagnostic.withHelp(
                        "its outputs are `" + name + "." + String.join("`, `" + name + ".", outputs) + "`");
    }

    /** Gives the inputs the arrays that they stand for. */
    void bind() {
        unmatched.stream()
                .filter(argument -> !maySize(argument))
                .forEach(argument -> InputBinding.operand(user.flow, name, argument.value(), arguments));
        if (instance.isEmpty()) {
            return;
        }
        FlowInstance used = instance.get();
        List<InputBinding> inputs = new ArrayList<>();
        for (Statement.Input input : used.file.tree().inputs()) {
            Argument argument = given.get(input.name().text());
            if (argument != null) {
                InputBinding binding = new InputBinding(this, user, used, input, argument);
                boolean read = binding.read(arguments);
                sound &= read;
                if (read) {
                    inputs.add(binding);
                }
            }
        }
        if (exchanged(inputs)) {
            sound = false;
        } else {
            inputs.forEach(binding -> sound &= binding.bind());
        }
        used.leaveInputsOpen(arguments);
        if (sound) {
            user.expansion.check(used.file);
        }
    }

    /** Whether an argument may be for a param, where a dim alone is its size: that is not known without the file. */
    private boolean maySize(Argument argument) {
        return file.isEmpty()
                && argument.label().isPresent()
                && WrittenReferences.in(argument.value()).stream()
                        .anyMatch(reference -> reference.indices().isEmpty()
                                && user.flow
                                        .declarations
                                        .dims()
                                        .containsKey(reference.name().text()));
    }

    /** Two inputs that do not take what they are given, but what the other is given. */
    private static boolean exchanged(List<InputBinding> inputs) {
        List<InputBinding> wrong =
                inputs.stream().filter(input -> !input.takes(input)).toList();
        if (wrong.size() != 2
                || !wrong.get(0).takes(wrong.get(1))
                || !wrong.get(1).takes(wrong.get(0))) {
            return false;
        }
        wrong.get(0).exchanged(wrong.get(1));
        return true;
    }

    /** The use with other texts in some places. */
    Optional<String> written(List<Span> places, List<Span> instead) {
        return Exchange.written(call, places, instead);
    }

    /** The param that is not given, if there is one only. */
    Optional<String> onlyParam() {
        List<String> left = file.map(f -> f.tree().params()).orElse(List.of()).stream()
                .map(p -> p.name().text())
                .filter(param -> !given.containsKey(param))
                .toList();
        return left.size() == 1 ? Optional.of(left.get(0)) : Optional.empty();
    }

    /** Reads the equations of the used flow, behind those of what it is given. What it publishes is not published by its users, and read for mistakes. */
    void read(List<TypedEquation> equations) {
        equations.addAll(arguments);
        if (instance.isPresent() && sound) {
            instance.get().read(equations);
            instance.get().publications();
        } else {
            instance.ifPresent(FlowInstance::leaveOut);
        }
    }
}
