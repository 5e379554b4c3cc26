package dev.anabranch.model.task;

import dev.anabranch.model.type.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * A task as its class file declares it.
 *
 * @param library the name that flows use for the library, such as {@code grid}
 * @param name the task's name within it
 * @param className binary name of the class that holds the method
 * @param method the method's name
 * @param descriptor the method's descriptor, as in the class file
 * @param parameters in the method's order
 * @param outputs one for a plain result or a generator, several for a record of outputs, none for an effect
 * @param deterministic whether equal inputs give equal outputs
 * @param effect whether it does something beyond its result
 * @param aggregate how it may be computed in parts, if it is an aggregate over its first parameter that is a list
 * @param estimate the library's own estimate of time and size
 */
public record TaskSignature(
        String library,
        String name,
        String className,
        String method,
        String descriptor,
        List<Parameter> parameters,
        List<Output> outputs,
        boolean deterministic,
        boolean effect,
        Optional<Aggregate> aggregate,
        Optional<Estimate> estimate) {
    public TaskSignature {
        parameters = List.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }

    /** Whether it hands over its outputs one by one while it runs. */
    public boolean generator() {
        return parameters.stream().anyMatch(p -> p.kind() == Parameter.Kind.EMITTER);
    }

    /** {@code library.name}, as flows call it. */
    public String qualifiedName() {
        return library + "." + name;
    }

    /**
     * The steps of an aggregate, in the order of {@link dev.anabranch.api.AggregateTree}. Their parameters are a list (of
     * {@code finish}: a partial result), and any of the aggregate's other parameters under the same names.
     *
     * @param partial makes a partial result of consecutive elements of the list
     * @param combine makes one partial result of consecutive ones
     * @param finish makes the result of the last partial result; without one, that is the result
     * @param size of a partial result, in sizes of the result
     */
    public record Aggregate(
            TaskSignature partial, TaskSignature combine, Optional<TaskSignature> finish, double size) {}

    /**
     * One parameter of the method.
     *
     * @param name as in the source, for named arguments
     * @param kind who supplies it
     * @param type what the flow must give; for an emitter, what one output is, and for an optional parameter, what the
     *     {@code Optional} holds; ignored for the context
     * @param javaType descriptor of the parameter in the class file, such as {@code J} or {@code Ljava/util/List;}
     * @param defaultValue the literal used when a call leaves it out, in the flow language
     */
    public record Parameter(String name, Kind kind, ValueType type, String javaType, Optional<String> defaultValue) {
        /** Whether it takes a missing argument: a {@code java.util.Optional} in Java. */
        public boolean optional() {
            return kind == Kind.VALUE && javaType.equals("Ljava/util/Optional;");
        }

        /** Who supplies a parameter. */
        public enum Kind {
            /** The flow, one value. */
            VALUE,
            /** The flow: all named arguments that no other parameter takes, as a map from name to value. */
            NAMED_REST,
            /** The worker: the {@code TaskContext}. */
            CONTEXT,
            /** The worker: where a generator hands over its outputs. */
            EMITTER
        }
    }

    /**
     * One output.
     *
     * @param accessor the record component that holds it; empty where the method's result itself is the output
     * @param type what it is
     * @param javaType descriptor of the Java type that holds it
     */
    public record Output(Optional<String> accessor, ValueType type, String javaType) {}

    /**
     * What the library expects a call to take.
     *
     * @param seconds on a worker of speed 1
     * @param bytes of one output
     */
    public record Estimate(double seconds, long bytes) {}
}
