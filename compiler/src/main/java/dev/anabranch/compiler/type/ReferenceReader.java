package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.PlainArithmetic;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a name in an equation stands for: a coordinate, a param, a dataset or a list of datasets. */
final class ReferenceReader {
    private final FlowContext flow;
    private final LeftSide left;
    private final String equation;
    private final Suggestions suggestions;
    private final Set<String> reportedDims = new HashSet<>();
    private Optional<Place> place = Optional.empty();

    /** An index that is being read: in which reference, and where. */
    private record Place(Expression.Reference reference, int index) {}

    ReferenceReader(FlowContext flow, LeftSide left, String equation) {
        this.suggestions = new Suggestions(flow.arrays, left);
        this.flow = flow;
        this.left = left;
        this.equation = equation;
    }

    Operand read(Expression.Reference reference, ExpressionReader reader) {
        if (!reference.name().isSimple()) {
            return qualified(reference, reader);
        }
        String name = reference.name().text();
        if (left.brokenNames().contains(name)
                || flow.declarations.brokenNames().contains(name)
                || flow.declarations.shadowed().contains(name)) {
            return Operand.BROKEN;
        }
        Optional<ArrayTable.Entry> array = flow.arrays.find(name);
        if (array.isPresent()) {
            return dataset(array.get(), reference, reader);
        }
        boolean param = flow.declarations.params().containsKey(name);
        boolean dim = flow.declarations.dims().containsKey(name);
        if (param && reference.indices().isPresent()) {
            return reader.element(flow.declarations.params().getOrDefault(name, Operand.BROKEN), reference);
        }
        if (dim && reference.indices().isPresent()) {
            return mistake(Diagnostic.error(
                            CompilerCodes.INDEX_COUNT, reference.span(), "`" + name + "` is a dim and takes no index")
                    .withLabel("expected a dataset, or a param that is a list"));
        }
        if ((param || dim) && reference.optional()) {
            return mistake(Diagnostic.error(
                            CompilerCodes.MAY_BE_ABSENT,
                            reference.span(),
                            "`" + name + "` is a " + (param ? "param" : "dim") + ", which is never absent")
                    .withHelp("leave out `?`"));
        }
        if (param) {
            return flow.declarations.params().getOrDefault(name, Operand.BROKEN);
        }
        return dim ? coordinate(name, reference.span()) : unknown(reference);
    }

    private Operand mistake(Diagnostic diagnostic) {
        flow.diagnostics.add(diagnostic);
        return Operand.BROKEN;
    }

    private Operand qualified(Expression.Reference reference, ExpressionReader reader) {
        String first = reference.name().first().text();
        if (flow.uses().containsKey(first)) {
            return output(flow.uses().get(first), reference, reader);
        }
        if (flow.arrays.find(first).isPresent()
                || flow.declarations.brokenNames().contains(first)) {
            return part(first, reference);
        }
        if (flow.declarations.flows().contains(first)) {
            return otherFlow(first, reference);
        }
        if (!flow.declarations.libraries().containsKey(first)) {
            return unknown(reference);
        }
        boolean library = flow.declarations.libraries().get(first).isPresent();
        return library
                ? mistake(Diagnostic.error(
                                CompilerCodes.NOT_A_VALUE,
                                reference.span(),
                                "`" + reference.name() + "` is a task, not a dataset")
                        .withHelp("call it: `" + reference.name() + "(...)`"))
                : Operand.BROKEN;
    }

    private Operand otherFlow(String name, Expression.Reference reference) {
        return mistake(Diagnostic.error(
                        CompilerCodes.BAD_USE, reference.name().span(), "`" + name + "` is a flow, not a dataset")
                .withLabel("expected a dataset")
                .withHelp("use it by an equation of its own, `name = " + name
                        + "(...)`, and read its outputs as `name.output`"));
    }

    private Operand output(FlowUse use, Expression.Reference reference, ExpressionReader reader) {
        Optional<ArrayTable.Entry> array = flow.arrays.find(reference.name().text());
        if (array.isPresent()) {
            return dataset(array.get(), reference, reader);
        }
        use.noOutput(reference.name()).ifPresent(flow.diagnostics::add);
        return Operand.BROKEN;
    }

    /** An array without a type may have been meant to be a use of a flow, which is reported there. */
    private Operand part(String name, Expression.Reference reference) {
        boolean quiet = flow.arrays
                .find(name)
                .map(array -> array.type().isEmpty() && !array.hollow())
                .orElse(true);
        return quiet
                ? Operand.BROKEN
                : mistake(Diagnostic.error(
                                CompilerCodes.NOT_A_VALUE,
                                reference.name().span(),
                                "`" + name + "` is a dataset, which has no parts with names")
                        .withHelp("only uses of flows have outputs: `" + name + " = ...` is none"));
    }

    private Operand coordinate(String dim, Span span) {
        int axis = left.axis(dim);
        if (axis >= 0) {
            Dim index = left.dims().get(axis);
            return index.typed() ? Plain.of(new Scalar.Coordinate(axis, index.type())) : Operand.BROKEN;
        }
        if (!reportedDims.add(dim)) {
            return Operand.BROKEN;
        }
        boolean yielded = left.yielded().filter(y -> y.name().equals(dim)).isPresent();
        return mistake(
                yielded
                        ? Diagnostic.error(
                                        CompilerCodes.BAD_YIELDS,
                                        span,
                                        "`" + dim + "` is what the generator yields over: one call makes them all")
                                .withHelp("the call and its guard cannot depend on `" + dim + "`")
                        : Diagnostic.error(
                                        CompilerCodes.INDEX_NOT_BOUND,
                                        span,
                                        "`" + dim + "` is not an index of `" + equation + "`")
                                .withHelp(bound(dim)));
    }

    /** How a dim that is no index of the equation could be one, or need not be one. */
    private String bound(String dim) {
        String left = "make `" + dim + "` an index on the left: " + suggestions.leftWith(equation, dim);
        return place.flatMap(p -> ReferenceText.of(p.reference().span().text())
                        .filter(text -> p.index() < text.indices().size())
                        .map(text -> text.with(p.index(), "*")))
                .map(all -> "write " + all.quoted() + " to read every " + dim + ", or " + left)
                .orElse(left);
    }

    private Operand unknown(Expression.Reference reference) {
        String name = reference.name().text();
        if (!flow.firstTime(name)) {
            return Operand.BROKEN;
        }
        FlowUse use = flow.uses().get(name);
        if (use != null) {
            return mistake(use.notADataset(reference.span()));
        }
        if (flow.declarations.flows().contains(name)) {
            return otherFlow(name, reference);
        }
        boolean library = flow.declarations.libraries().containsKey(name);
        if (library) {
            return mistake(Diagnostic.error(
                            CompilerCodes.NOT_A_VALUE, reference.span(), "`" + name + "` is a library, not a dataset")
                    .withHelp("call one of its tasks: `" + name + ".task(...)`"));
        }
        Set<String> names = new LinkedHashSet<>(flow.arrays.names());
        names.addAll(flow.declarations.brokenNames());
        boolean indexed = reference.indices().isPresent();
        if (!indexed) {
            names.addAll(flow.declarations.params().keySet());
            left.dims().forEach(d -> names.add(d.name()));
        } else {
            flow.declarations.params().forEach((param, value) -> {
                if (value instanceof Operand.Listed) {
                    names.add(param);
                }
            });
        }
        Diagnostic unknown = Diagnostic.error(
                CompilerCodes.UNKNOWN_NAME,
                reference.name().span(),
                "unknown " + (indexed ? "dataset" : "name") + " `" + name + "`");
        if (!reference.name().isSimple()) {
            return mistake(unknown.withHelp("texts and paths stand in double quotes: `\"" + name + "\"`"));
        }
        Optional<String> elsewhere = indexed ? Optional.empty() : Spelling.elsewhere(name);
        return mistake(
                elsewhere.isPresent()
                        ? unknown.withHelp(elsewhere.get())
                        : Spelling.suggestOrList(
                                unknown, name, names, indexed ? "the datasets are" : "the names known here are"));
    }

    private Operand dataset(ArrayTable.Entry array, Expression.Reference reference, ExpressionReader reader) {
        if (array.hollow()) {
            return mistake(Diagnostic.error(
                            CompilerCodes.NOT_A_VALUE,
                            reference.span(),
                            "`" + array.name + "` holds no dataset: its task returns nothing")
                    .withLabel("expected a dataset"));
        }
        List<Subscript> subscripts = new ArrayList<>();
        if (reference.indices().isEmpty()) {
            for (int i = 0; i < array.rank; i++) {
                subscripts.add(new Subscript.All());
            }
        } else {
            List<Index> indices = reference.indices().get();
            if (indices.size() != array.rank) {
                return mistake(Diagnostic.error(
                                CompilerCodes.INDEX_COUNT,
                                reference.span(),
                                "`" + array.name + "` takes "
                                        + ArrayTable.Entry.counted(array.rank, "index", "indices") + ", but "
                                        + indices.size() + (indices.size() == 1 ? " is" : " are") + " given")
                        .withLabel(
                                array.rank == 0
                                        ? "expected no brackets"
                                        : "expected `" + array.name + "[" + String.join(", ", array.axes()) + "]`")
                        .withHelp(
                                array.rank == 0
                                        ? "write `" + array.name + "`"
                                        : suggestions
                                                .complete(array, indices)
                                                .map(text -> "write " + text.quoted() + everyIndex(array, text))
                                                .orElse("give one index for each: a coordinate, a range, or `*` for"
                                                        + " all")));
            }
            boolean sound = true;
            Optional<Place> around = place;
            for (int i = 0; i < indices.size(); i++) {
                place = Optional.of(new Place(reference, i));
                Optional<Subscript> subscript = subscript(array, i, indices.get(i), reader);
                sound &= subscript.isPresent();
                subscript.ifPresent(subscripts::add);
            }
            place = around;
            if (!sound) {
                return Operand.BROKEN;
            }
        }
        if (array.type().isEmpty()) {
            return Operand.BROKEN;
        }
        subscripts = array.inNumbered(subscripts);
        List<Subscript.At> points = subscripts.stream()
                .filter(Subscript.At.class::isInstance)
                .map(Subscript.At.class::cast)
                .toList();
        if (points.size() < subscripts.size()) {
            return new Operand.Many(
                    new Argument.ReadAll(array.id(), subscripts),
                    array.type().get(),
                    reference.optional(),
                    reference.span());
        }
        Argument.Read read = new Argument.Read(array.id(), points);
        return reference.optional()
                ? new Operand.Maybe(read, array.type().get(), reference.span())
                : new Operand.One(read, array.type().get(), reference.span());
    }

    private static String everyIndex(ArrayTable.Entry array, ReferenceText text) {
        List<String> every = new ArrayList<>();
        for (int i = 0; i < text.indices().size(); i++) {
            if (text.indices().get(i).equals("*")) {
                every.add(array.axes().get(i));
            }
        }
        return every.isEmpty() ? "" : ", where `*` reads every " + String.join(" and ", every);
    }

    private Optional<Subscript> subscript(ArrayTable.Entry array, int place, Index index, ExpressionReader reader) {
        return index.accept(new Index.Visitor<>() {
            @Override
            public Optional<Subscript> all(Index.All all) {
                return Optional.of(new Subscript.All());
            }

            @Override
            public Optional<Subscript> point(Index.Point point) {
                return at(array, place, point.coordinate(), reader).map(Subscript.At::new);
            }

            @Override
            public Optional<Subscript> range(Index.Range range) {
                return ReferenceReader.this.range(range, reader, array, place);
            }
        });
    }

    private Optional<Scalar> at(ArrayTable.Entry array, int place, Expression expression, ExpressionReader reader) {
        Optional<Plain> value = reader.plain(expression);
        if (value.isEmpty() || !array.coordinateKnown(place)) {
            return Optional.empty();
        }
        ScalarType wanted = array.coordinate(place);
        ScalarType found = value.get().type();
        if (found == wanted || (wanted == ScalarType.STRING && found == ScalarType.PATH)) {
            return value.filter(Plain::known).map(Plain::scalar);
        }
        mistake(Diagnostic.error(
                        CompilerCodes.INDEX_TYPE,
                        expression.span(),
                        "index " + (place + 1) + " of `" + array.name + "` is of type " + wanted.label() + ", but `"
                                + expression.span().text() + "` is of type " + found.label())
                .withLabel("expected " + wanted.label())
                .withHelp("write one of its coordinates" + example(array, place)));
        return Optional.empty();
    }

    /** A coordinate of an index, if it is a dim's. */
    private String example(ArrayTable.Entry array, int place) {
        Dim dim = flow.declarations.dims().get(array.axes().get(place));
        if (dim == null || !dim.known() || dim.domain().size() == 0) {
            return "";
        }
        String text = dim.domain().text(0);
        return dim.type() == ScalarType.STRING ? ", such as `\"" + text + "\"`" : ", such as `" + text + "`";
    }

    private Optional<Subscript> range(Index.Range range, ExpressionReader reader, ArrayTable.Entry array, int place) {
        if (array.coordinateKnown(place) && array.coordinate(place) == ScalarType.STRING) {
            mistake(Diagnostic.error(
                            CompilerCodes.INDEX_TYPE,
                            range.span(),
                            "index " + (place + 1) + " of `" + array.name + "` takes strings, which have no ranges")
                    .withHelp("write `*` for all of them"));
            return Optional.empty();
        }
        Optional<Plain> from = reader.plain(range.from(), ScalarType.INT, "the start of a range");
        Optional<Plain> to = reader.plain(range.to(), ScalarType.INT, "the end of a range");
        Optional<Plain> by = range.by().isPresent()
                ? reader.plain(range.by().get(), ScalarType.INT, "the step of a range")
                : Optional.of(Plain.of(ScalarType.INT, 1L));
        if (by.isPresent() && by.get().constant() && (Long) ((Literal) by.get().scalar()).value() <= 0) {
            Span span = range.by().map(Expression::span).orElse(range.span());
            mistake(Diagnostic.error(CompilerCodes.BAD_STEP, span, "the step of a range is `" + span.text() + "`")
                    .withLabel("expected a positive integer")
                    .withHelp("a range goes up; leave `by` out, or give it a positive integer"));
            return Optional.empty();
        }
        if (to.isPresent() && range.toExclusive()) {
            Operand last = new PlainArithmetic(flow.diagnostics)
                    .binary(
                            BinaryOperator.SUBTRACT,
                            to.get(),
                            Plain.of(ScalarType.INT, 1L),
                            range.to().span());
            to = last instanceof Plain plain ? Optional.of(plain) : Optional.empty();
        }
        if (from.isEmpty() || to.isEmpty() || by.isEmpty()) {
            return Optional.empty();
        }
        boolean known = from.get().known() && to.get().known() && by.get().known();
        return known
                ? Optional.of(new Subscript.Range(
                        from.get().scalar(), to.get().scalar(), by.get().scalar()))
                : Optional.empty();
    }
}
