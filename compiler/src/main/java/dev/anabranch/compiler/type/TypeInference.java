package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.PlanFunctions;
import dev.anabranch.compiler.resolve.Scope;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the type of each array from the equations that define it, in whatever order they stand. An equation that needs
 * a type which is not known yet waits for it. Reports nothing: mistakes show when the equations are read in full.
 */
final class TypeInference {
    private final Declarations declarations;
    private final TaskFinder tasks;
    private final Elementwise elementwise;
    private final ArrayTable arrays;

    TypeInference(Declarations declarations, TaskFinder tasks, Elementwise elementwise, ArrayTable arrays) {
        this.declarations = declarations;
        this.tasks = tasks;
        this.elementwise = elementwise;
        this.arrays = arrays;
    }

    /**
     * Adds the types to the arrays. Of equations that disagree the first in the file counts, even if its type was known
     * later than another's: then all is inferred anew from it.
     */
    void infer(List<Statement.Equation> equations) {
        Map<ArrayTable.Entry, Statement.Equation> sources = inferInOrder(equations);
        for (int corrected = 0; corrected <= equations.size() && correct(equations, sources); corrected++) {
            sources = inferInOrder(equations);
        }
    }

    /** Answers where each type comes from. */
    private Map<ArrayTable.Entry, Statement.Equation> inferInOrder(List<Statement.Equation> equations) {
        Map<ArrayTable.Entry, Statement.Equation> sources = new LinkedHashMap<>();
        Map<String, List<Statement.Equation>> waiting = new HashMap<>();
        ArrayDeque<Statement.Equation> ready = new ArrayDeque<>(equations);
        while (!ready.isEmpty()) {
            Statement.Equation equation = ready.remove();
            Shallow scope = new Shallow();
            List<ValueType> types = scope.types(equation.value());
            for (int i = 0; i < equation.targets().size(); i++) {
                Optional<ArrayTable.Entry> entry =
                        arrays.find(equation.targets().get(i).text());
                if (entry.isEmpty() || entry.get().type().isPresent()) {
                    continue;
                }
                if (scope.effect) {
                    entry.get().makeHollow(equation.span().line());
                } else if (i < types.size()) {
                    entry.get().infer(types.get(i), equation.span().line());
                    sources.put(entry.get(), equation);
                    ready.addAll(Optional.ofNullable(waiting.remove(entry.get().name))
                            .orElse(List.of()));
                }
            }
            for (String name : scope.missing) {
                if (arrays.find(name).filter(e -> e.type().isEmpty()).isPresent()) {
                    waiting.computeIfAbsent(name, n -> new ArrayList<>()).add(equation);
                }
            }
        }
        return sources;
    }

    /**
     * Whether an equation is of another type than one behind it that was understood before it. Its array then has its type, and
     * what was inferred of the others is forgotten.
     */
    private boolean correct(List<Statement.Equation> equations, Map<ArrayTable.Entry, Statement.Equation> sources) {
        for (Statement.Equation equation : equations) {
            for (int i = 0; i < equation.targets().size(); i++) {
                ArrayTable.Entry entry =
                        arrays.find(equation.targets().get(i).text()).orElse(null);
                Statement.Equation source = sources.get(entry);
                if (entry == null
                        || source == null
                        || source.span().start() <= equation.span().start()) {
                    continue;
                }
                List<ValueType> types = new Shallow().types(equation.value());
                if (i < types.size() && !entry.type().equals(Optional.of(types.get(i)))) {
                    sources.keySet().forEach(ArrayTable.Entry::forgetType);
                    entry.infer(types.get(i), equation.span().line());
                    return true;
                }
            }
        }
        return false;
    }

    /** Looks at types alone: every reference is one dataset, no index matters. */
    private final class Shallow implements Scope {
        private final Set<String> missing = new HashSet<>();
        private final ExpressionReader reader = new ExpressionReader(this, new Diagnostics());
        private boolean effect;

        private List<ValueType> types(Expression value) {
            if (value instanceof Expression.Call call && !PlanFunctions.isFunction(call.callee())) {
                Optional<TaskSignature> task = tasks.find(call.callee());
                effect = task.isPresent() && task.get().outputs().isEmpty();
                return task.map(t -> t.outputs().stream()
                                .map(TaskSignature.Output::type)
                                .toList())
                        .orElse(List.of());
            }
            if (value instanceof Expression.Conditional conditional) {
                Operand condition = reader.read(conditional.condition());
                if (ExpressionReader.choosesElements(condition)) {
                    return reader.elements(conditional, condition) instanceof Operand.One one
                            ? List.of(one.type())
                            : List.of();
                }
                List<ValueType> then = types(conditional.whenTrue());
                return effect || !then.isEmpty() ? then : types(conditional.whenFalse());
            }
            return reader.read(value) instanceof Operand.One one ? List.of(one.type()) : List.of();
        }

        private Operand one(ValueType type, Span span) {
            return new Operand.One(new Argument.Read(0, List.of()), type, span);
        }

        @Override
        public Operand reference(Expression.Reference reference, ExpressionReader ignored) {
            String name = reference.name().text();
            Operand param = declarations.params().get(name);
            if (param != null) {
                return reference.indices().isEmpty() ? param : reader.element(param, reference);
            }
            if (declarations.dims().containsKey(name)) {
                return Plain.unknown(declarations.dims().get(name).type());
            }
            Optional<ArrayTable.Entry> entry = arrays.find(name);
            if (entry.isEmpty()) {
                return Operand.BROKEN;
            }
            Optional<ValueType> type = entry.get().type();
            if (type.isEmpty()) {
                missing.add(name);
                return Operand.BROKEN;
            }
            boolean list = reference.indices().isPresent()
                    ? reference.indices().get().stream().anyMatch(i -> !(i instanceof Index.Point))
                    : entry.get().rank > 0;
            return list
                    ? new Operand.Many(
                            new Argument.ReadAll(0, List.of()), type.get(), reference.optional(), reference.span())
                    : one(type.get(), reference.span());
        }

        @Override
        public Optional<Dim> dim(String name) {
            return Optional.ofNullable(declarations.dims().get(name));
        }

        @Override
        public Operand call(Expression.Call call, ExpressionReader ignored) {
            return tasks.find(call.callee())
                    .filter(t -> t.outputs().size() == 1)
                    .map(t -> one(t.outputs().get(0).type(), call.span()))
                    .orElse(Operand.BROKEN);
        }

        @Override
        public Operand elementwise(String operation, String symbol, List<Operand> operands, Span span) {
            Optional<TaskSignature> task = elementwise.find(operation, operands);
            if (task.isEmpty() || task.get().outputs().isEmpty()) {
                return Operand.BROKEN;
            }
            ValueType type = task.get().outputs().get(0).type();
            boolean list = operands.stream().anyMatch(Operand.Many.class::isInstance);
            return list ? new Operand.Many(new Argument.ReadAll(0, List.of()), type, false, span) : one(type, span);
        }

        @Override
        public Operand choice(Expression.Conditional conditional, Operand.Plain condition, ExpressionReader ignored) {
            Operand then = reader.read(conditional.whenTrue());
            return then instanceof Operand.Broken ? reader.read(conditional.whenFalse()) : then;
        }
    }

    /** Whether a value is plain, without reporting anything. */
    boolean plain(Expression expression) {
        return new Shallow().reader.read(expression) instanceof Plain;
    }
}
