package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.model.graph.Domain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The parts of a worker's program whose order comes from a table. */
final class Dispatcher {
    /** A case takes some sixty bytes of bytecode. */
    private static final int CASES_IN_A_METHOD = 48;

    private final ProgramClass main;
    private final UnitMethods units;
    private final DispatchTables tables;
    private final int worker;
    private final Map<ProgramUnit, Integer> numbers = new LinkedHashMap<>();

    Dispatcher(ProgramClass main, UnitMethods units, DispatchTables tables, int worker) {
        this.main = main;
        this.units = units;
        this.tables = tables;
        this.worker = worker;
    }

    /** Puts the units in the table, and returns the loop that runs them. */
    CodeBlock loop(List<ProgramUnit.Instance> instances) {
        for (ProgramUnit.Instance instance : instances) {
            Integer known = numbers.putIfAbsent(instance.unit(), numbers.size());
            int[] positions = new int[instance.values().length];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = position(instance.unit().parameters().get(i).domain(), instance.values()[i]);
            }
            tables.add(worker, known == null ? numbers.size() - 1 : known, positions);
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int n = 0; n < $L; n++)", instances.size())
                .addStatement("dispatch(worker)")
                .endControlFlow()
                .build();
    }

    private static int position(Domain domain, int value) {
        return IndexVariable.isCoordinate(domain) ? ((Domain.Regular) domain).position(value) : value;
    }

    /** The methods that call what the table says. */
    List<MethodSpec> methods() {
        List<ProgramUnit> all = new ArrayList<>(numbers.keySet());
        if (all.isEmpty()) {
            return List.of();
        }
        if (all.size() <= CASES_IN_A_METHOD) {
            return List.of(method("dispatch")
                    .addCode(cases("worker.nextUnit()", all, 0))
                    .build());
        }
        CodeBlock.Builder groups = CodeBlock.builder()
                .addStatement("int unit = worker.nextUnit()")
                .beginControlFlow("switch (unit / $L)", CASES_IN_A_METHOD);
        List<MethodSpec> methods = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CASES_IN_A_METHOD) {
            int group = from / CASES_IN_A_METHOD;
            String name = main.methodName("dispatch" + group);
            groups.add("case $L -> $L(worker, unit);\n", group, name);
            methods.add(method(name)
                    .addParameter(TypeName.INT, "unit")
                    .addCode(cases("unit", all.subList(from, Math.min(from + CASES_IN_A_METHOD, all.size())), from))
                    .build());
        }
        groups.add(unknown("unit")).endControlFlow();
        methods.add(0, method("dispatch").addCode(groups.build()).build());
        return methods;
    }

    /** A private static method that takes the worker. */
    static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(WorkerContext.class, "worker")
                .addException(Exception.class);
    }

    private CodeBlock cases(String selector, List<ProgramUnit> some, int first) {
        CodeBlock.Builder code = CodeBlock.builder();
        boolean named = selector.equals("unit");
        if (!named) {
            code.addStatement("int unit = $L", selector);
        }
        code.beginControlFlow("switch (unit)");
        for (int i = 0; i < some.size(); i++) {
            List<CodeBlock> arguments = new ArrayList<>();
            for (int p = 0; p < some.get(i).parameters().size(); p++) {
                arguments.add(argument(some.get(i).parameters().get(p).domain(), p));
            }
            code.add("case $L -> ", first + i).add(units.call(some.get(i), arguments));
        }
        return code.add(unknown("unit")).endControlFlow().build();
    }

    private static CodeBlock unknown(String unit) {
        return CodeBlock.of(
                "default -> throw new $T($S + $L);\n",
                IllegalStateException.class,
                "the plan's table names a unit that this program does not have: ",
                unit);
    }

    /** An index from its position in the table. */
    private static CodeBlock argument(Domain domain, int number) {
        int first = IndexVariable.low(domain);
        int step = IndexVariable.step(domain);
        CodeBlock position = CodeBlock.of("worker.coordinate($L)", number);
        CodeBlock distance = step == 1 ? position : CodeBlock.of("$L * $L", step, position);
        return first == 0 ? distance : CodeBlock.of("$L + $L", first, distance);
    }
}
