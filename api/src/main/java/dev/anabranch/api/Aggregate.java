package dev.anabranch.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a task over a list, {@code R f(List<T> list, values...)}, that may be computed in parts, and names the steps:
 * public static methods of the same class, which need not be tasks themselves.
 *
 * <ul>
 *   <li>{@code partial}, {@code List<T> -> P}: the partial result of some consecutive elements;
 *   <li>{@code combine}, {@code List<P> -> P}: one partial result of several consecutive ones;
 *   <li>{@code finish}, {@code P -> R}: the result.
 * </ul>
 *
 * <p>The list is the task's first parameter that is one. A step may take, besides, a {@link TaskContext} and any of the
 * task's other parameters, under the same name and with the same type. The task must give, bit for bit, what its steps
 * give in the order of {@link AggregateTree}; then it does not matter whether, and where, a plan splits it. A task whose
 * own method is both partial and combining step, such as a least value, says {@link Task#associative()} instead.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Aggregate {
    /** The method that makes a partial result. */
    String partial();

    /** The method that makes one partial result of several. */
    String combine();

    /** The method that makes the result of the last partial result; without one, that is the result. */
    String finish() default "";

    /** How large a partial result is, in sizes of the result: what a plan expects, not a limit. */
    double size() default 1;
}
