package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;

/** A generated class while its methods are written. */
final class ProgramClass {
    private final ClassName name;
    private final ClassConstants constants;
    private final JavaNames methodNames = new JavaNames("run", "dispatch", "wait", "notify", "getClass", "hashCode");
    private final List<MethodSpec> methods = new ArrayList<>();

    ProgramClass(ClassName name, AxisTables tables) {
        this.name = name;
        this.constants = new ClassConstants(tables);
    }

    ClassName name() {
        return name;
    }

    ClassConstants constants() {
        return constants;
    }

    String methodName(String wanted) {
        return methodNames.unique(wanted);
    }

    void add(MethodSpec method) {
        methods.add(method);
    }

    /** Adds a method before those that were made while it was written. */
    void add(int place, MethodSpec method) {
        methods.add(place, method);
    }

    List<MethodSpec> methods() {
        return methods;
    }
}
