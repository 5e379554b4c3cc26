package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.FlowFile;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.type.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes one input of a used flow another name of what it is given, if that is what the flow asks for. */
final class InputBinding {
    private static final LeftSide NO_INDICES = new LeftSide(List.of(), List.of(), Optional.empty(), Set.of(), true);

    private final FlowUse use;
    private final FlowInstance user;
    private final FlowInstance used;
    private final Statement.Input input;
    private final Expression value;
    private Optional<Given> given = Optional.empty();

    /**
     * @param use by which the flow gets its inputs
     * @param user the flow that uses it
     * @param used what becomes of the used flow
     */
    InputBinding(FlowUse use, FlowInstance user, FlowInstance used, Statement.Input input, Argument argument) {
        this.use = use;
        this.user = user;
        this.used = used;
        this.input = input;
        this.value = argument.value();
    }

    /** An array of the user, or a part of it. */
    private record Given(int array, List<? extends Subscript> subscripts, ValueType type) {
        /** How many indices are left. */
        int rank() {
            return (int) subscripts.stream()
                    .filter(s -> !(s instanceof Subscript.At))
                    .count();
        }
    }

    /** What an argument stands for; what it computes gets families of its own. */
    static Operand operand(FlowContext flow, String name, Expression value, List<TypedEquation> equations) {
        Statement.Equation alone = new Statement.Equation(
                List.of(new Name(name, value.span())),
                List.of(),
                Optional.empty(),
                value,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                value.span());
        return new EquationReader(flow, alone, NO_INDICES, List.of(), 1, flow.numbers.next()).operand(equations);
    }

    /** Reads what is given; false if it is nothing that an input takes, which is reported. */
    boolean read(List<TypedEquation> equations) {
        if (value instanceof Expression.Reference reference && ownIndex(reference)) {
            return false;
        }
        Operand operand = operand(user.flow, use.name() + "." + input.name(), value, equations);
        given = operand instanceof Operand.Broken ? Optional.empty() : given(operand);
        return given.isPresent();
    }

    /** Whether the input takes what is given to another one. */
    boolean takes(InputBinding other) {
        return other.given
                .filter(g -> g.rank() == input.dims().size()
                        && used.input(input.name().text())
                                .filter(wanted -> takes(wanted, g.type()))
                                .isPresent())
                .isPresent();
    }

    /** Says that it and another input are given each other's arrays. */
    void exchanged(InputBinding other) {
        boolean types = given.orElseThrow().rank() == input.dims().size();
        Diagnostic diagnostic = Diagnostic.error(
                        types ? CompilerCodes.WRONG_TYPE : CompilerCodes.INDEX_COUNT,
                        value.span().to(other.value.span()),
                        "the inputs `" + FlowFile.indexed(input) + "` and `" + FlowFile.indexed(other.input)
                                + "` of the flow `" + use.alias() + "` are exchanged")
                .withLabel("expected " + wanted() + ", then " + other.wanted());
        refuse(use.written(List.of(value.span(), other.value.span()), List.of(other.value.span(), value.span()))
                .map(mended -> diagnostic.withHelp("write `" + mended + "`"))
                .orElse(diagnostic));
    }

    private String wanted() {
        return datasets() + " of type " + input.type().span().text();
    }

    /** Binds the input to what was read; false if there is a mistake, which is reported. */
    boolean bind() {
        Optional<InputType> wanted = used.input(input.name().text());
        if (given.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        boolean fits =
                rank(given.get()) && type(given.get().type(), wanted.get()) && shape(wanted.get()) && coordinates();
        ArrayTable.Entry entry = used.flow.arrays.find(input.name().text()).orElseThrow();
        if (fits && entry.id() < 0) {
            entry.bind(given.get().array(), List.copyOf(given.get().subscripts()));
        }
        return fits;
    }

    private boolean refuse(Diagnostic diagnostic) {
        user.flow.diagnostics.add(diagnostic.withHelp(use.signature()));
        return false;
    }

    private String what() {
        return "the input `" + FlowFile.indexed(input) + "` of the flow `" + use.alias() + "`";
    }

    /** A use stands for no single instance, so that a dim has no coordinate in it; authors forget that easily. */
    private boolean ownIndex(Expression.Reference reference) {
        for (Index index : reference.indices().orElse(List.of())) {
            if (index instanceof Index.Point point
                    && point.coordinate() instanceof Expression.Reference dim
                    && dim.indices().isEmpty()
                    && user.flow.declarations.dims().containsKey(dim.name().text())) {
                refuse(Diagnostic.error(
                                CompilerCodes.BAD_USE,
                                point.span(),
                                "`" + dim.name() + "` has no coordinate where a flow is used")
                        .withHelp("give the array as a whole, `" + reference.name()
                                + "`, and let the input have the index: `input " + input.name() + "[" + dim.name()
                                + "] : ...`"));
                return true;
            }
        }
        return false;
    }

    private Optional<Given> given(Operand operand) {
        if (operand instanceof Operand.One one) {
            return Optional.of(new Given(one.read().array(), one.read().at(), one.type()));
        }
        if (operand instanceof Operand.Maybe || (operand instanceof Operand.Many list && list.optional())) {
            refuse(Diagnostic.error(
                            CompilerCodes.MAY_BE_ABSENT, value.span(), what() + " does not take what may be absent")
                    .withHelp("leave out `?`"));
            return Optional.empty();
        }
        if (operand instanceof Operand.Many many) {
            boolean range = many.reads().subscripts().stream().anyMatch(Subscript.Range.class::isInstance);
            if (range) {
                refuse(Diagnostic.error(
                                CompilerCodes.BAD_USE,
                                value.span(),
                                "`" + value.span().text() + "` is a part of an array that an input cannot take")
                        .withLabel("expected the whole array, or constant coordinates and `*`")
                        .withHelp("define the part as an array of its own, or read the range in the used flow"));
                return Optional.empty();
            }
            return Optional.of(new Given(many.reads().array(), many.reads().subscripts(), many.element()));
        }
        boolean plain = operand instanceof Operand.Plain;
        Diagnostic diagnostic = Diagnostic.error(
                        plain ? CompilerCodes.WRONG_TYPE : CompilerCodes.LIST_GIVEN,
                        value.span(),
                        what() + " takes " + datasets() + ", but `"
                                + value.span().text() + "` is " + operand.describe())
                .withLabel("expected " + datasets());
        refuse(
                plain
                        ? diagnostic.withHelp("a plain value is given to a param of the used flow"
                                + use.onlyParam()
                                        .map(param -> ": `" + param + ": "
                                                + value.span().text() + "`")
                                        .orElse(""))
                        : diagnostic);
        return Optional.empty();
    }

    private String datasets() {
        return input.dims().isEmpty()
                ? "one dataset"
                : "an array with " + ArrayTable.Entry.counted(input.dims().size(), "index", "indices");
    }

    private boolean rank(Given given) {
        if (given.rank() == input.dims().size()) {
            return true;
        }
        return refuse(Diagnostic.error(
                        CompilerCodes.INDEX_COUNT,
                        value.span(),
                        what() + " takes " + datasets() + ", but `"
                                + value.span().text() + "` "
                                + (given.rank() == 0
                                        ? "is one dataset"
                                        : "has " + ArrayTable.Entry.counted(given.rank(), "index", "indices")))
                .withLabel("expected " + datasets()));
    }

    private boolean type(ValueType found, InputType wanted) {
        if (takes(wanted, found)) {
            return true;
        }
        return refuse(Diagnostic.error(
                        CompilerCodes.WRONG_TYPE,
                        value.span(),
                        what() + " is of type " + wanted.type().label() + ", but `"
                                + value.span().text() + "` is of type " + found.label())
                .withLabel("expected " + wanted.type().label()));
    }

    private static boolean takes(InputType wanted, ValueType found) {
        return wanted.type().accepts(found) || sameClass(wanted.type(), found);
    }

    /** A flow that only gives a nested class on has no task that tells how Java calls it. */
    private static boolean sameClass(ValueType wanted, ValueType found) {
        return wanted instanceof ValueType.JavaObject
                && found instanceof ValueType.JavaObject
                && wanted.label().replace('$', '.').equals(found.label().replace('$', '.'));
    }

    /** Shapes and columns are known only where an input is given on as it is. */
    private boolean shape(InputType wanted) {
        Optional<String> conflict = value instanceof Expression.Reference reference
                ? user.input(reference.name().text()).flatMap(wanted::conflict)
                : Optional.empty();
        return conflict.isEmpty()
                || refuse(Diagnostic.error(
                                CompilerCodes.INPUT_SHAPE,
                                value.span(),
                                what() + " does not take `" + value.span().text() + "`, which is declared "
                                        + conflict.get())
                        .withLabel("expected " + input.type().span().text()));
    }

    private boolean coordinates() {
        List<Dim> extents = new ArgumentExtents(user).of(value);
        for (int i = 0; i < extents.size() && i < input.dims().size(); i++) {
            Name name = input.dims().get(i);
            Dim wanted = used.flow.declarations.dims().get(name.text());
            Dim found = extents.get(i);
            if (wanted == null || !wanted.known() || !found.known()) {
                continue;
            }
            if (wanted.type() != found.type()) {
                return refuse(Diagnostic.error(
                                CompilerCodes.INDEX_TYPE,
                                value.span(),
                                "index " + (i + 1) + " of `" + value.span().text() + "` is of type "
                                        + found.type().label() + ", but `" + name + "` of " + what() + " is of type "
                                        + wanted.type().label())
                        .withLabel("expected " + wanted.type().label()));
            }
            Optional<String> more = Coordinates.firstMissing(found.domain(), wanted.domain());
            Optional<String> less = Coordinates.firstMissing(wanted.domain(), found.domain());
            if (more.isPresent() || less.isPresent()) {
                String text = value.span().text();
                return refuse(Diagnostic.error(
                                CompilerCodes.INPUT_COORDINATES,
                                value.span(),
                                more.isPresent()
                                        ? "`" + text + "` has `" + name + ": " + more.get() + "`, which " + what()
                                                + " does not have"
                                        : "`" + text + "` has no `" + name + ": " + less.orElseThrow() + "`, which "
                                                + what() + " has")
                        .withLabel("expected " + Coordinates.text(wanted.domain()) + ", found "
                                + Coordinates.text(found.domain()))
                        .withHelp(origin(name)));
            }
        }
        return true;
    }

    /** Where the coordinates that are wanted come from. */
    private String origin(Name dim) {
        Optional<Span> declared = used.file.tree().dims().stream()
                .filter(d -> d.name().text().equals(dim.text()))
                .map(Statement.Dim::span)
                .findFirst();
        return declared.map(
                        span -> "`" + dim + "` is declared in " + span.source().name() + ", line " + span.line()
                                + "; without that it takes the coordinates of what is given")
                .orElse("`" + dim + "` takes the coordinates of the first input with that index");
    }
}
