package dev.anabranch.benchmarks.micro;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The benchmark of the same class that this one is compared with: a limit, or the same by hand. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Beside {
    /** The name of its method. */
    String value();
}
