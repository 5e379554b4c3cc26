package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.WorkerProgram;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Source of the class that names a flow's programs. */
final class EntryClass {
    private static final int CASES_IN_A_METHOD = 256;

    private EntryClass() {}

    static TypeSpec write(ClassName name, String comment, String flow, String planHash, List<ClassName> workers) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc("$L", comment)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(FlowProgram.class)
                .addMethod(constant("flow", ClassName.get(String.class), CodeBlock.of("$S", flow)))
                .addMethod(constant("planHash", ClassName.get(String.class), CodeBlock.of("$S", planHash)))
                .addMethod(constant("workers", TypeName.INT, CodeBlock.of("$L", workers.size())));
        return type.addMethods(programs(workers)).build();
    }

    private static MethodSpec constant(String name, TypeName type, CodeBlock value) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(type)
                .addStatement("return $L", value)
                .build();
    }

    private static List<MethodSpec> programs(List<ClassName> workers) {
        List<MethodSpec> methods = new ArrayList<>();
        MethodSpec.Builder worker =
                MethodSpec.methodBuilder("worker").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
        if (workers.size() <= CASES_IN_A_METHOD) {
            methods.add(method(worker, cases(workers, 0, workers.size())));
            return methods;
        }
        CodeBlock.Builder groups = CodeBlock.builder().add("return switch (worker / $L) {\n$>", CASES_IN_A_METHOD);
        for (int from = 0; from < workers.size(); from += CASES_IN_A_METHOD) {
            String name = "worker" + from;
            groups.add("case $L -> $L(worker);\n", from / CASES_IN_A_METHOD, name);
            CodeBlock cases = cases(workers, from, Math.min(from + CASES_IN_A_METHOD, workers.size()));
            methods.add(method(MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC), cases));
        }
        methods.add(0, method(worker, groups.add(unknown(workers.size())).build()));
        return methods;
    }

    private static MethodSpec method(MethodSpec.Builder method, CodeBlock code) {
        return method.addParameter(TypeName.INT, "worker")
                .returns(WorkerProgram.class)
                .addCode(code)
                .build();
    }

    private static CodeBlock cases(List<ClassName> workers, int from, int to) {
        CodeBlock.Builder code = CodeBlock.builder().add("return switch (worker) {\n$>");
        for (int i = from; i < to; i++) {
            code.add("case $L -> new $T();\n", i, workers.get(i));
        }
        return code.add(unknown(workers.size())).build();
    }

    private static CodeBlock unknown(int workers) {
        return CodeBlock.of(
                "default -> throw new $T($S + worker + $S);\n$<};\n",
                IllegalArgumentException.class,
                "worker ",
                " of " + workers);
    }
}
