package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.dsl.tree.UnaryOperator;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks that a flow can call. */
final class Tasks {
    private static final Map<BinaryOperator, String> OPERATIONS = Map.ofEntries(
            Map.entry(BinaryOperator.OR, "or"),
            Map.entry(BinaryOperator.AND, "and"),
            Map.entry(BinaryOperator.EQUAL, "equal"),
            Map.entry(BinaryOperator.NOT_EQUAL, "notEqual"),
            Map.entry(BinaryOperator.LESS, "less"),
            Map.entry(BinaryOperator.LESS_OR_EQUAL, "lessOrEqual"),
            Map.entry(BinaryOperator.GREATER, "greater"),
            Map.entry(BinaryOperator.GREATER_OR_EQUAL, "greaterOrEqual"),
            Map.entry(BinaryOperator.ADD, "add"),
            Map.entry(BinaryOperator.SUBTRACT, "subtract"),
            Map.entry(BinaryOperator.MULTIPLY, "multiply"),
            Map.entry(BinaryOperator.DIVIDE, "divide"),
            Map.entry(BinaryOperator.REMAINDER, "remainder"));

    private final Map<String, TaskLibrary> libraries = new HashMap<>();
    private final Optional<TaskLibrary> elementwise;

    Tasks(SyntaxTree tree, TaskCatalog catalog) {
        this.elementwise = catalog.library("elementwise");
        for (Statement.UseLibrary use : tree.libraries()) {
            add(use.localName().text(), catalog.library(use.library().text()), use.span());
        }
        for (Statement.UseJava use : tree.javaClasses()) {
            String alias = use.alias().text();
            add(alias, catalog.javaClass(use.className().text(), alias), use.span());
        }
    }

    private void add(String name, Optional<TaskLibrary> library, Span span) {
        if (library.isEmpty() || libraries.put(name, library.get()) != null) {
            throw Refusal.of(span, "no library, or the second of its name: " + name);
        }
    }

    /** The task behind {@code library.task(...)}. */
    TaskSignature find(Expression.Call call) {
        return Optional.ofNullable(libraries.get(call.callee().qualifier()))
                .flatMap(library -> library.task(call.callee().last().text()))
                .orElseThrow(() -> Refusal.of(call.span(), "no task `" + call.callee() + "`"));
    }

    TaskSignature operator(Expression.Binary expression, List<ValueType> operands) {
        return operator(OPERATIONS.getOrDefault(expression.operator(), ""), operands, expression.span());
    }

    TaskSignature operator(Expression.Unary expression, List<ValueType> operands) {
        String operation = expression.operator() == UnaryOperator.NOT ? "not" : "negate";
        return operator(operation, operands, expression.span());
    }

    /** A conditional whose condition is a dataset. */
    TaskSignature choice(Expression.Conditional expression, List<ValueType> operands) {
        return operator("select", operands, expression.span());
    }

    /** By the operands' types; integers count as floats where there is no task for integers, the last of them first. */
    private TaskSignature operator(String operation, List<ValueType> operands, Span span) {
        int ways = 1 << operands.size();
        for (int way = 0; way < ways; way++) {
            StringBuilder name = new StringBuilder(operation).append(':');
            boolean possible = true;
            for (int i = 0; i < operands.size(); i++) {
                boolean widened = (way >> (operands.size() - 1 - i) & 1) == 1;
                possible &= !widened || operands.get(i) == ScalarType.INT;
                name.append(i == 0 ? "" : ",").append(label(operands.get(i), widened));
            }
            Optional<TaskSignature> task =
                    possible ? elementwise.flatMap(library -> library.task(name.toString())) : Optional.empty();
            if (task.isPresent()) {
                return task.get();
            }
        }
        throw Refusal.of(span, "an operator that does not apply");
    }

    private static String label(ValueType type, boolean widened) {
        if (type == ScalarType.INT) {
            return widened ? "f64" : "i64";
        }
        return type == ScalarType.FLOAT ? "f64" : type.label();
    }
}
