package dev.anabranch.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of a task's parameter when a call leaves it out, or gives a dataset that is absent, as a literal of the flow language: {@code "40"}, {@code "6h"}. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Default {
    /** A literal of the flow language; strings carry their double quotes. */
    String value();
}
