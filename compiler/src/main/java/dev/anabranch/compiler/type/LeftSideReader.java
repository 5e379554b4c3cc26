package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.Scope;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.compiler.resolve.WrittenReferences;
import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the left sides of equations: dims, constants, dims plus constants. */
final class LeftSideReader {
    private final Declarations declarations;
    private final Diagnostics diagnostics;
    private final Set<String> reported = new HashSet<>();

    LeftSideReader(Declarations declarations, Diagnostics diagnostics) {
        this.declarations = declarations;
        this.diagnostics = diagnostics;
    }

    LeftSide read(Statement.Equation equation) {
        return new Run(equation).read();
    }

    private static Optional<String> simpleName(Expression expression) {
        return expression instanceof Expression.Reference reference
                        && reference.name().isSimple()
                        && reference.indices().isEmpty()
                        && !reference.optional()
                ? Optional.of(reference.name().text())
                : Optional.empty();
    }

    /** One equation's left side; as a scope, that of the constants in it. */
    private final class Run implements Scope {
        private final Statement.Equation equation;
        private final ExpressionReader reader = new ExpressionReader(this, diagnostics);
        private final List<Dim> dims = new ArrayList<>();
        private final List<LeftSide.Index> indices = new ArrayList<>();
        private final Set<String> brokenNames = new HashSet<>();
        private Optional<Dim> yielded = Optional.empty();
        private boolean sound = true;
        private boolean unknown;

        Run(Statement.Equation equation) {
            this.equation = equation;
        }

        LeftSide read() {
            equation.yields().ifPresent(this::yields);
            equation.indices().forEach(this::index);
            if (yielded.isPresent()) {
                long uses = indices.stream()
                        .filter(i -> i.coordinate().isEmpty() && i.name().equals(yielded.map(Dim::name)))
                        .count();
                if (uses != 1 && !unknown) {
                    Name name = equation.yields().orElseThrow();
                    broken(Diagnostic.error(
                                    CompilerCodes.BAD_YIELDS,
                                    name.span(),
                                    "`" + name + "` stands " + (uses == 0 ? "nowhere" : uses + " times")
                                            + " on the left side")
                            .withHelp(uses == 0 ? "write `" + leftWith(name.text()) + "`" : "write it once"));
                }
            }
            if (unknown) {
                // Any dim that is missing may be the one that was meant: one mistake is one message.
                declarations.dims().keySet().stream()
                        .filter(name -> dims.stream().noneMatch(d -> d.name().equals(name)))
                        .forEach(brokenNames::add);
            }
            return new LeftSide(dims, indices, yielded, brokenNames, sound);
        }

        private String leftWith(String dim) {
            List<String> all = new ArrayList<>(equation.indices().stream()
                    .map(index -> index.span().text())
                    .toList());
            all.add(dim);
            String targets = equation.targets().size() == 1
                    ? equation.targets().get(0).text()
                    : "("
                            + String.join(
                                    ", ",
                                    equation.targets().stream().map(Name::text).toList())
                            + ")";
            return new ReferenceText(targets, all).toString();
        }

        private void yields(Name name) {
            Dim dim = declarations.dims().get(name.text());
            if (dim == null) {
                unknownDim(name.text(), name.span());
            } else {
                sound &= dim.known();
                yielded = Optional.of(dim);
            }
        }

        private void broken(Diagnostic diagnostic) {
            diagnostics.add(diagnostic);
            sound = false;
        }

        private void unknownDim(String name, Span span) {
            sound = false;
            brokenNames.add(name);
            unknown = true;
            if (!declarations.brokenNames().contains(name) && reported.add(name)) {
                Set<String> names = new LinkedHashSet<>(declarations.dims().keySet());
                names.addAll(declarations.params().keySet());
                Diagnostic diagnostic = Diagnostic.error(CompilerCodes.UNKNOWN_DIM, span, "unknown dim `" + name + "`");
                diagnostics.add(
                        Spelling.closest(name, names).isPresent()
                                ? Spelling.suggest(diagnostic, name, names)
                                : diagnostic.withHelp("declare it: `dim " + name + " = 0..<10`"));
            }
        }

        private void index(Expression expression) {
            Optional<String> name = simpleName(expression);
            if (name.isPresent() && !declarations.params().containsKey(name.get())) {
                Dim dim = declarations.dims().get(name.get());
                if (dim == null) {
                    unknownDim(name.get(), expression.span());
                    indices.add(new LeftSide.Index(name, Optional.empty(), Optional.empty(), 0, expression.span()));
                } else {
                    dim(dim, 0, expression.span());
                }
                return;
            }
            if (expression instanceof Expression.Binary binary && sum(binary)) {
                return;
            }
            List<String> dims = WrittenReferences.valuesIn(expression).stream()
                    .flatMap(reference -> simpleName(reference).stream())
                    .filter(declarations.dims()::containsKey)
                    .toList();
            if (dims.isEmpty()) {
                constant(expression);
            } else {
                notInvertible(expression, dims);
            }
        }

        /** The dims count as known in the rest of the equation, so that one mistake is one message. */
        private void notInvertible(Expression expression, List<String> dims) {
            brokenNames.addAll(dims);
            Span span = expression.span();
            boolean condition = expression instanceof Expression.Binary binary
                    && (binary.operator().isComparison() || binary.operator().isLogical());
            broken(Diagnostic.error(
                            CompilerCodes.LEFT_INDEX,
                            span,
                            "`" + span.text() + "` cannot stand as an index on the left")
                    .withLabel("expected a dim, a constant, or a dim plus a constant")
                    .withHelp(
                            condition
                                    ? "a condition stands behind `where`: `"
                                            + equation.targets().get(0) + "[" + String.join(", ", dims.subList(0, 1))
                                            + "] where " + span.text() + " = ...`"
                                    : "declare a dim that has these coordinates, and compute `" + dims.get(0)
                                            + "` from it on the right side"));
            indices.add(new LeftSide.Index(
                    Optional.empty(),
                    Optional.of(ScalarType.INT),
                    Optional.of(new Literal(ScalarType.INT, 0L)),
                    0,
                    span));
        }

        /** {@code dim + constant}, {@code dim - constant}, {@code constant + dim}. */
        private boolean sum(Expression.Binary binary) {
            boolean plus = binary.operator() == BinaryOperator.ADD;
            if (!plus && binary.operator() != BinaryOperator.SUBTRACT) {
                return false;
            }
            Optional<Dim> left = simpleName(binary.left()).map(declarations.dims()::get);
            Optional<Dim> right = simpleName(binary.right()).map(declarations.dims()::get);
            if (left.isPresent() == right.isPresent() || (right.isPresent() && !plus)) {
                return false;
            }
            Dim dim = left.isPresent() ? left.get() : right.orElseThrow();
            Expression constant = left.isPresent() ? binary.right() : binary.left();
            if (dim.type() == ScalarType.STRING) {
                broken(Diagnostic.error(
                                CompilerCodes.LEFT_INDEX,
                                binary.span(),
                                "`" + dim.name() + "` has strings as coordinates, nothing can be added to it")
                        .withHelp("write `" + dim.name() + "` alone"));
                dim(dim, 0, binary.span());
                return true;
            }
            Optional<Plain> offset = reader.plain(constant, ScalarType.INT, "what is added to an index");
            sound &= offset.map(Plain::constant).orElse(false);
            long value = offset.filter(Plain::constant)
                    .map(p -> (Long) ((Literal) p.scalar()).value())
                    .orElse(0L);
            dim(dim, plus ? value : -value, binary.span());
            return true;
        }

        private void dim(Dim dim, long offset, Span span) {
            sound &= dim.known();
            Optional<String> name = Optional.of(dim.name());
            Optional<ScalarType> type = dim.typed() ? Optional.of(dim.type()) : Optional.empty();
            if (yielded.filter(y -> y.name().equals(dim.name())).isPresent()) {
                indices.add(new LeftSide.Index(name, type, Optional.empty(), offset, span));
                return;
            }
            int axis = 0;
            while (axis < dims.size() && !dims.get(axis).name().equals(dim.name())) {
                axis++;
            }
            if (axis == dims.size()) {
                dims.add(dim);
            }
            Scalar coordinate = new Scalar.Coordinate(axis, dim.type());
            if (offset != 0) {
                coordinate = new Scalar.Binary(
                        offset > 0 ? Scalar.Operator.ADD : Scalar.Operator.SUBTRACT,
                        coordinate,
                        new Literal(ScalarType.INT, Math.abs(offset)),
                        ScalarType.INT);
            }
            indices.add(new LeftSide.Index(name, type, Optional.of(coordinate), offset, span));
        }

        private void constant(Expression expression) {
            Optional<Plain> value = reader.plain(expression);
            boolean usable = value.map(Plain::constant).orElse(false);
            sound &= usable;
            Optional<ScalarType> type = value.map(Plain::type);
            if (type.isPresent() && type.get() == ScalarType.PATH) {
                type = Optional.of(ScalarType.STRING);
            }
            if (type.isPresent() && type.get() != ScalarType.INT && type.get() != ScalarType.STRING) {
                broken(Diagnostic.error(
                                CompilerCodes.INDEX_TYPE,
                                expression.span(),
                                "an index is of type " + type.get().label())
                        .withLabel("expected an integer or a string"));
                type = Optional.empty();
            }
            Optional<ScalarType> coordinateType = type;
            indices.add(new LeftSide.Index(
                    Optional.empty(),
                    coordinateType,
                    value.filter(v -> usable && coordinateType.isPresent())
                            .map(v -> new Literal(coordinateType.orElseThrow(), ((Literal) v.scalar()).value())),
                    0,
                    expression.span()));
        }

        @Override
        public Operand reference(Expression.Reference reference, ExpressionReader ignored) {
            String name = reference.name().text();
            boolean value = reference.indices().isEmpty() && !reference.optional();
            Operand param = declarations.params().get(name);
            if (param != null && !reference.optional()) {
                return value ? param : reader.element(param, reference);
            }
            if (declarations.brokenNames().contains(name)) {
                return Operand.BROKEN;
            }
            boolean meansParam =
                    Spelling.closest(name, declarations.params().keySet()).isPresent();
            if (!declarations.dims().containsKey(name) && (value || meansParam)) {
                unknownDim(name, reference.name().span());
                return Operand.BROKEN;
            }
            return refused(reference.span());
        }

        @Override
        public Optional<Dim> dim(String name) {
            return Optional.ofNullable(declarations.dims().get(name));
        }

        private Operand refused(Span span) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.LEFT_INDEX,
                            span,
                            "`" + span.text() + "` cannot stand in an index on the left")
                    .withLabel("expected a dim, a constant, or a dim plus a constant")
                    .withHelp("move the condition behind `where`, and the computation to the right side"));
            return Operand.BROKEN;
        }

        @Override
        public Operand call(Expression.Call call, ExpressionReader ignored) {
            return refused(call.span());
        }

        @Override
        public Operand elementwise(String operation, String symbol, List<Operand> operands, Span span) {
            return refused(span);
        }
    }
}
