package dev.anabranch.codegen.source;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.anabranch.api.WorkerContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** A generated method while it is written. */
final class MethodBody {
    /**
     * A dataset that was made earlier in the method.
     *
     * @param code what holds it: a variable, or a component of one
     */
    record Local(CodeBlock code) {}

    private final ProgramClass owner;
    private final String name;
    private final @Nullable OwnNumbers own;
    private final Windows windows;
    private final JavaNames names = new JavaNames("worker");
    private final List<Variable> parameters = new ArrayList<>();
    private final Map<String, Local> locals = new LinkedHashMap<>();
    private final CodeBlock.Builder code = CodeBlock.builder();
    private int variables;
    private boolean unchecked;

    /**
     * @param own the worker's own numbers, if it passes no others
     * @param windows what its tasks find of theirs
     */
    MethodBody(ProgramClass owner, String name, @Nullable OwnNumbers own, Windows windows) {
        this.owner = owner;
        this.name = name;
        this.own = own;
        this.windows = windows;
    }

    /** Another method of the same class with the same parameters, which this one will call. */
    MethodBody helper(String wanted) {
        MethodBody helper = new MethodBody(owner, owner.methodName(JavaNames.joined(name, wanted)), own, windows);
        parameters.forEach(p -> helper.parameter(p.name(), p.low(), p.high()));
        return helper;
    }

    ProgramClass owner() {
        return owner;
    }

    String name() {
        return name;
    }

    /** The worker's own numbers, if it passes no others. */
    @Nullable
    OwnNumbers own() {
        return own;
    }

    /** Of its tasks' families. */
    Windows windows() {
        return windows;
    }

    Variable parameter(String wanted, int low, int high) {
        Variable parameter = variable(wanted, low, high);
        parameters.add(parameter);
        return parameter;
    }

    Variable variable(String wanted, int low, int high) {
        return new Variable(variables++, names.unique(wanted), low, high);
    }

    String unique(String wanted) {
        return names.unique(wanted);
    }

    /** The datasets in local variables, by the source of their slot's number. */
    Map<String, Local> locals() {
        return locals;
    }

    CodeBlock.Builder code() {
        return code;
    }

    /** Says that the method has a cast that Java cannot check. */
    void unchecked() {
        unchecked = true;
    }

    /** What a caller passes. */
    CodeBlock arguments() {
        CodeBlock.Builder arguments = CodeBlock.builder().add("worker");
        parameters.forEach(p -> arguments.add(", $L", p.name()));
        return arguments.build();
    }

    /** The finished method, private unless other classes call it. */
    MethodSpec build(boolean ownClassOnly, ParameterSpec... more) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(ownClassOnly ? List.of(Modifier.PRIVATE, Modifier.STATIC) : List.of(Modifier.STATIC))
                .addParameter(WorkerContext.class, "worker");
        if (unchecked) {
            method.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                    .addMember("value", "$S", "unchecked")
                    .build());
        }
        parameters.forEach(p -> method.addParameter(TypeName.INT, p.name()));
        for (ParameterSpec parameter : more) {
            method.addParameter(parameter);
        }
        return method.addException(Exception.class).addCode(code.build()).build();
    }
}
