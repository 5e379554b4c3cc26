package dev.anabranch.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The library's own estimate of a task: used where a flow has neither a measured profile nor a {@code @cost}. Both are
 * literals as in a flow: {@code "40ms"}, {@code "6.6MiB"}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Cost {
    /** Time of one call on a worker of speed 1. */
    String time();

    /** Size of one output. */
    String size();
}
