package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.PlainArithmetic;
import dev.anabranch.compiler.resolve.PlanFunctions;
import dev.anabranch.compiler.resolve.Scope;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.MetadataEntry;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a flow publishes: which datasets, under which names, with which metadata. */
final class PublishReader {
    private final FlowContext flow;

    PublishReader(FlowContext flow) {
        this.flow = flow;
    }

    /** The datasets of one statement; those with mistakes, which are reported, are left out. */
    List<TypedPublication> read(Statement.Publish statement) {
        List<TypedPublication> all = new ArrayList<>();
        for (Expression.Reference dataset : statement.datasets()) {
            array(dataset)
                    .flatMap(array -> new Run(array, dataset, statement).read())
                    .ifPresent(all::add);
        }
        return all;
    }

    private Optional<ArrayTable.Entry> array(Expression.Reference dataset) {
        String name = dataset.name().text();
        Optional<ArrayTable.Entry> array = flow.arrays.find(name);
        String first = dataset.name().first().text();
        FlowUse use = flow.uses().get(first);
        if (array.isEmpty() && use != null) {
            use.noOutput(dataset.name()).ifPresent(flow.diagnostics::add);
            return array;
        }
        boolean quiet = flow.declarations.brokenNames().contains(first)
                || flow.declarations.shadowed().contains(name);
        if (array.isEmpty() && !quiet) {
            boolean other = flow.declarations.params().containsKey(name)
                    || flow.declarations.dims().containsKey(name);
            Diagnostic diagnostic = other
                    ? Diagnostic.error(CompilerCodes.NOT_A_VALUE, dataset.span(), "`" + name + "` is no dataset")
                    : Diagnostic.error(
                            CompilerCodes.UNKNOWN_NAME, dataset.name().span(), "unknown dataset `" + name + "`");
            if (other || flow.firstTime(name)) {
                flow.diagnostics.add(Spelling.suggestOrList(diagnostic, name, flow.arrays.names(), "the datasets are"));
            }
        }
        if (array.isPresent() && array.get().hollow()) {
            flow.diagnostics.add(Diagnostic.error(
                    CompilerCodes.NOT_A_VALUE,
                    dataset.span(),
                    "`" + name + "` holds no dataset: its task returns nothing"));
            return Optional.empty();
        }
        return array;
    }

    /** One dataset of a statement; as a scope, that of its name and metadata. */
    private final class Run implements Scope {
        private final ArrayTable.Entry array;
        private final Expression.Reference dataset;
        private final Statement.Publish statement;
        private final ExpressionReader reader = new ExpressionReader(this, flow.diagnostics);
        private final Map<String, Integer> binders = new LinkedHashMap<>();
        private boolean sound = true;

        Run(ArrayTable.Entry array, Expression.Reference dataset, Statement.Publish statement) {
            this.array = array;
            this.dataset = dataset;
            this.statement = statement;
        }

        Optional<TypedPublication> read() {
            List<Subscript> selection = selection();
            Optional<Scalar> name = name();
            List<Map.Entry<String, Scalar>> metadata = metadata();
            if (!sound || name.isEmpty() || array.type().isEmpty()) {
                return Optional.empty();
            }
            Span nameSpan = statement
                    .catalogueName()
                    .map(Expression.StringLiteral::span)
                    .orElse(dataset.span());
            return Optional.of(
                    new TypedPublication(array.id(), selection, name.get(), nameSpan, metadata, dataset.span()));
        }

        private void mistake(Diagnostic diagnostic) {
            flow.diagnostics.add(diagnostic);
            sound = false;
        }

        private List<Subscript> selection() {
            if (dataset.optional()) {
                mistake(Diagnostic.error(
                                CompilerCodes.MAY_BE_ABSENT,
                                dataset.span(),
                                "`" + dataset.span().text() + "` is published, but may be absent")
                        .withHelp("leave out `?`; what is not there is not published: `publish " + array.name
                                + "` takes all that there is"));
            }
            List<Subscript> selection = new ArrayList<>();
            List<String> axes = array.axes();
            if (dataset.indices().isEmpty()) {
                for (int i = 0; i < array.rank; i++) {
                    bindUnnamed(axes.get(i), i);
                    selection.add(new Subscript.All());
                }
                return selection;
            }
            List<Index> indices = dataset.indices().get();
            if (indices.size() != array.rank) {
                mistake(Diagnostic.error(
                                CompilerCodes.INDEX_COUNT,
                                dataset.span(),
                                "`" + array.name + "` takes "
                                        + ArrayTable.Entry.counted(array.rank, "index", "indices") + ", but "
                                        + indices.size() + (indices.size() == 1 ? " is" : " are") + " given")
                        .withLabel("expected `" + array.name
                                + (array.rank == 0 ? "" : "[" + String.join(", ", axes) + "]") + "`"));
                return selection;
            }
            // All names first: an index may be computed from one that comes behind it.
            for (int i = 0; i < indices.size(); i++) {
                name(indices.get(i), i);
            }
            for (int i = 0; i < indices.size(); i++) {
                selection.add(binders.containsValue(i) ? new Subscript.All() : subscript(indices.get(i), i));
            }
            for (int i = 0; i < indices.size(); i++) {
                if (!binders.containsValue(i)) {
                    bindUnnamed(axes.get(i), i);
                }
            }
            return selection;
        }

        /** The array's own name for an index; what a used flow calls it does not hide a param. */
        private void bindUnnamed(String axis, int place) {
            if (!flow.declarations.params().containsKey(axis)) {
                binders.putIfAbsent(axis, place);
            }
        }

        /** Whether an index is just a name, which then stands for its coordinate. */
        private void name(Index index, int place) {
            if (index instanceof Index.Point point
                    && point.coordinate() instanceof Expression.Reference reference
                    && reference.name().isSimple()
                    && reference.indices().isEmpty()
                    && !flow.declarations.params().containsKey(reference.name().text())) {
                String binder = reference.name().text();
                if (binders.putIfAbsent(binder, place) != null) {
                    mistake(Diagnostic.error(
                                    CompilerCodes.BAD_PUBLISH, point.span(), "`" + binder + "` names two indices")
                            .withHelp("give each index a name of its own"));
                }
            }
        }

        private Subscript subscript(Index index, int place) {
            return index.accept(new Index.Visitor<>() {
                @Override
                public Subscript all(Index.All all) {
                    return new Subscript.All();
                }

                @Override
                public Subscript range(Index.Range range) {
                    Plain from = computed(range.from(), ScalarType.INT);
                    Plain to = computed(range.to(), ScalarType.INT);
                    Plain by = range.by().isPresent()
                            ? computed(range.by().get(), ScalarType.INT)
                            : Plain.of(ScalarType.INT, 1L);
                    if (range.toExclusive()) {
                        Operand last = new PlainArithmetic(flow.diagnostics)
                                .binary(
                                        BinaryOperator.SUBTRACT,
                                        to,
                                        Plain.of(ScalarType.INT, 1L),
                                        range.to().span());
                        sound &= last instanceof Plain;
                        to = last instanceof Plain plain ? plain : to;
                    }
                    if (by.scalar() instanceof Literal literal && (Long) literal.value() <= 0) {
                        mistake(Diagnostic.error(
                                        CompilerCodes.BAD_STEP, range.span(), "the step of a range must be positive")
                                .withHelp("leave `by` out, or give it a positive integer"));
                    }
                    return new Subscript.Range(from.scalar(), to.scalar(), by.scalar());
                }

                @Override
                public Subscript point(Index.Point point) {
                    if (!array.coordinateKnown(place)) {
                        // A mistake on the left side was told: what an index is compared with is not known.
                        sound = false;
                        return new Subscript.All();
                    }
                    return new Subscript.At(computed(point.coordinate(), array.coordinate(place))
                            .scalar());
                }
            });
        }

        /** A coordinate: a constant, or computed from the indices that have names. */
        private Plain computed(Expression expression, ScalarType wanted) {
            Optional<Plain> value = reader.plain(expression, wanted, "an index");
            sound &= value.map(Plain::known).orElse(false);
            return value.orElse(Plain.unknown(wanted));
        }

        private Optional<Scalar> name() {
            if (statement.catalogueName().isEmpty()) {
                return Optional.of(new Literal(ScalarType.STRING, array.name));
            }
            Optional<Plain> name = reader.plain(statement.catalogueName().get(), ScalarType.STRING, "the name");
            return name.filter(Plain::known).map(Plain::scalar);
        }

        private List<Map.Entry<String, Scalar>> metadata() {
            List<Map.Entry<String, Scalar>> metadata = new ArrayList<>();
            Set<String> keys = new HashSet<>();
            for (MetadataEntry entry : statement.metadata()) {
                Optional<Plain> value = reader.plain(entry.value());
                if (!keys.add(entry.key().text())) {
                    mistake(Diagnostic.error(
                                    CompilerCodes.BAD_PUBLISH,
                                    entry.key().span(),
                                    "`" + entry.key() + "` is given twice")
                            .withHelp("give one of them another key"));
                }
                sound &= value.map(Plain::known).orElse(false);
                value.ifPresent(
                        v -> metadata.add(new SimpleImmutableEntry<>(entry.key().text(), v.scalar())));
            }
            return metadata;
        }

        @Override
        public Operand reference(Expression.Reference reference, ExpressionReader ignored) {
            String name = reference.name().text();
            if (reference.indices().isEmpty() && binders.containsKey(name)) {
                int axis = binders.get(name);
                return array.coordinateKnown(axis)
                        ? Plain.of(new Scalar.Coordinate(axis, array.coordinate(axis)))
                        : Operand.BROKEN;
            }
            if (flow.declarations.params().containsKey(name) && !reference.optional()) {
                Operand param = flow.declarations.params().get(name);
                return reference.indices().isEmpty() ? param : reader.element(param, reference);
            }
            if (flow.declarations.brokenNames().contains(name) || !sound) {
                return Operand.BROKEN;
            }
            Set<String> names = new LinkedHashSet<>(binders.keySet());
            names.addAll(flow.declarations.params().keySet());
            boolean known = flow.arrays.names().contains(name)
                    || flow.declarations.dims().containsKey(name);
            Diagnostic diagnostic = known
                    ? Diagnostic.error(
                            CompilerCodes.INDEX_NOT_BOUND,
                            reference.span(),
                            "`" + name + "` is neither an index of `" + array.name + "` nor a param")
                    : Diagnostic.error(
                            CompilerCodes.UNKNOWN_NAME, reference.name().span(), "unknown name `" + name + "`");
            if (known || flow.firstTime(name)) {
                flow.diagnostics.add(Spelling.suggestOrList(
                        diagnostic, name, names, "names and metadata may use indices and params:"));
            }
            return Operand.BROKEN;
        }

        @Override
        public Optional<Dim> dim(String name) {
            return Optional.ofNullable(flow.declarations.dims().get(name));
        }

        @Override
        public Operand call(Expression.Call call, ExpressionReader ignored) {
            if (call.callee().isSimple()) {
                mistake(PlanFunctions.unknown(call.callee()));
                return Operand.BROKEN;
            }
            mistake(Diagnostic.error(
                            CompilerCodes.NOT_KNOWN_BEFORE_THE_RUN,
                            call.span(),
                            "names and metadata are known before the run, what a task computes is not")
                    .withHelp("publish the dataset itself, by an equation of its own"));
            return Operand.BROKEN;
        }

        @Override
        public Operand elementwise(String operation, String symbol, List<Operand> operands, Span span) {
            mistake(Diagnostic.error(CompilerCodes.NO_OPERATOR, span, "`" + symbol + "` does not apply to lists"));
            return Operand.BROKEN;
        }
    }
}
