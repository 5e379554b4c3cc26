package dev.anabranch.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public static method as a task that flows may call. The method's parameters and result are the task's
 * signature, its Javadoc is the task's help.
 *
 * <p>Parameters are, in any order: {@link TaskContext} (handed in by the worker, invisible to flows), at most one
 * {@link Emitter} (the task is then a generator and returns {@code void}), and values: {@link Tensor} and its
 * subclasses, {@link Table}, {@link Bytes}, {@link java.nio.file.Path}, {@link java.time.Duration}, {@link String},
 * {@code int}, {@code long}, {@code float}, {@code double}, {@code boolean}, a {@link java.util.List} or a
 * {@link java.util.Map} from string of any of these, or any other class, which flows can pass on but not look into. A
 * {@link java.util.Optional} of any of these is a parameter that a call may leave out, and that takes a dataset which may
 * be absent; a parameter with a {@link Default} takes that in its place. A last array parameter of a varargs method takes
 * the remaining positional arguments. The result is one of the same, or
 * a record that implements {@link Outputs} for several results.
 *
 * <p>A task must not keep or change what it was given, and owns what it returns; see {@link Dataset}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Task {
    /** The name flows call it by; by default the method's. */
    String value() default "";

    /**
     * Whether equal inputs give equal outputs. Only deterministic tasks may be merged with their equals, or run twice.
     */
    boolean deterministic() default true;

    /** Whether it does something beyond its result: such a task is never removed, merged, repeated or recomputed. */
    boolean effect() default false;

    /**
     * Whether it is an aggregate over a list that may be computed in parts by itself: the results of parts of the list,
     * taken as a list, give the result of the list, bit for bit. A least value is; a floating-point sum is not, see
     * {@link Aggregate}.
     */
    boolean associative() default false;
}
