package dev.anabranch.model.kernel;

import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a fused task computes: calls of elementwise tasks within one another, down to the operands that it is given. Its
 * text is what plans and generated programs hold: {@code elementwise.less:tensor<f64>,f64(tensor.f64($0:tensor<f32>),$1:f64)}.
 */
public sealed interface KernelExpression {
    /** Calls the visitor's method for this kind of expression. */
    <R> R accept(Visitor<R> visitor);

    /** The expression as a text that {@link #parse} reads. */
    String text();

    /** One case for each kind of expression. */
    interface Visitor<R> {
        R operand(Operand operand);

        R call(Call call);
    }

    /**
     * One of the values that the fused task is given.
     *
     * @param index which one, from 0
     * @param type its type as the names of operators write it: {@code tensor<f32>}, {@code f64}, {@code i64}, {@code bool}
     */
    record Operand(int index, String type) implements KernelExpression {
        /** How the names of operators write a type: numbers are called as the elements of tensors are. */
        public static String label(ValueType type) {
            if (type == ValueType.ScalarType.FLOAT) {
                return "f64";
            }
            return type == ValueType.ScalarType.INT ? "i64" : type.label();
        }

        /** Whether it is a tensor rather than a number. */
        public boolean tensor() {
            return type.startsWith("tensor<");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.operand(this);
        }

        @Override
        public String text() {
            return "$" + index + ":" + type;
        }
    }

    /**
     * The result of a task.
     *
     * @param task the qualified name, {@code elementwise.add:tensor<f64>,f64}
     * @param arguments in the order of the task's parameters
     */
    record Call(String task, List<KernelExpression> arguments) implements KernelExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** The task's name without its library and its operands' types: {@code add}. */
        public String operation() {
            int colon = task.indexOf(':');
            String name = colon < 0 ? task : task.substring(0, colon);
            return name.substring(name.indexOf('.') + 1);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }

        @Override
        public String text() {
            return task + arguments.stream().map(KernelExpression::text).collect(Collectors.joining(",", "(", ")"));
        }
    }

    /** How many tasks it calls. */
    default int calls() {
        return accept(new Visitor<>() {
            @Override
            public Integer operand(Operand operand) {
                return 0;
            }

            @Override
            public Integer call(Call call) {
                return 1
                        + call.arguments().stream()
                                .mapToInt(KernelExpression::calls)
                                .sum();
            }
        });
    }

    /**
     * The expression of a text.
     *
     * @throws IllegalArgumentException if there is none
     */
    static KernelExpression parse(String text) {
        Parsing parsing = new Parsing(text);
        KernelExpression expression = parsing.expression();
        parsing.end();
        return expression;
    }

    /** Reads a text from the left to the right. */
    final class Parsing {
        private final String text;
        private int at;

        private Parsing(String text) {
            this.text = text;
        }

        private KernelExpression expression() {
            if (peek() == '$') {
                at++;
                int index = Integer.parseInt(until(":"));
                at++;
                return new Operand(index, until(",)"));
            }
            String task = until("(");
            List<KernelExpression> arguments = new ArrayList<>();
            do {
                at++;
                arguments.add(expression());
            } while (peek() == ',');
            if (peek() != ')') {
                throw wrong();
            }
            at++;
            return new Call(task, arguments);
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private String until(String ends) {
            int from = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (at == from) {
                throw wrong();
            }
            return text.substring(from, at);
        }

        private void end() {
            if (at != text.length()) {
                throw wrong();
            }
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("no kernel: " + text + ", at " + at);
        }
    }
}
