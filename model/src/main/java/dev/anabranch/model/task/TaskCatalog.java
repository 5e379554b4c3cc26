package dev.anabranch.model.task;

import java.util.List;
import java.util.Optional;

/** Where the compiler asks for task libraries; whoever implements it knows the class path. */
public interface TaskCatalog {
    /** A library by the name it was registered with, such as {@code grid}. */
    Optional<TaskLibrary> library(String name);

    /** The tasks of a Java class that a flow names itself; the library is called {@code alias}. */
    Optional<TaskLibrary> javaClass(String className, String alias);

    /** The registered names, sorted, for suggestions. */
    List<String> names();
}
