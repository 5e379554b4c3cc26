package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods of a worker's program units, made when they are first called. */
final class UnitMethods implements LoopWriter.Calls {
    /** A class file has room for 65,535 constants; a method needs some dozens. */
    private static final int METHODS_IN_A_CLASS = 400;

    /** A program unit's method and the class that holds it. */
    private record Target(ProgramClass owner, String method) {}

    private final TaskGraph graph;
    private final OwnNumbers own;
    private final Windows windows;
    private final Windows wholeWindows;
    private final AxisTables tables;
    private final Map<ProgramUnit, Target> targets = new LinkedHashMap<>();
    private final List<ProgramClass> classes = new ArrayList<>();

    UnitMethods(TaskGraph graph, OwnNumbers own, Windows windows, AxisTables tables, ProgramClass main) {
        this.graph = graph;
        this.own = own;
        this.windows = windows;
        this.wholeWindows = windows.whole();
        this.tables = tables;
        classes.add(main);
    }

    /** The worker's class, and those that hold the methods for which it has no room. */
    List<ProgramClass> classes() {
        return classes;
    }

    @Override
    public CodeBlock call(ProgramUnit unit, List<CodeBlock> arguments) {
        Target target = targets.get(unit);
        if (target == null) {
            target = create(unit);
            targets.put(unit, target);
        }
        CodeBlock.Builder call = CodeBlock.builder();
        if (target.owner() != classes.get(0)) {
            call.add("$T.", target.owner().name());
        }
        call.add("$L(worker", target.method());
        arguments.forEach(argument -> call.add(", $L", argument));
        Origin origin = graph.families().get(unit.families().get(0)).origin();
        return call.add("); // $L\n", CommentText.place(origin)).build();
    }

    private Target create(ProgramUnit unit) {
        int number = targets.size() / METHODS_IN_A_CLASS;
        if (number == classes.size()) {
            ClassName main = classes.get(0).name();
            classes.add(new ProgramClass(main.peerClass(main.simpleName() + "Part" + number), tables));
        }
        ProgramClass owner = classes.get(number);
        MethodBody body = new MethodBody(
                owner, owner.methodName(name(unit)), unit.own() ? own : null, unit.whole() ? wholeWindows : windows);
        int place = owner.methods().size();
        List<Variable> parameters = new ArrayList<>();
        for (Axis axis : unit.parameters()) {
            parameters.add(
                    body.parameter(axis.name(), IndexVariable.low(axis.domain()), IndexVariable.high(axis.domain())));
        }
        for (int i = 0; i < unit.families().size(); i++) {
            body.code().add(i == 0 ? "" : "\n");
            TaskFamily family = graph.families().get(unit.families().get(i));
            new TaskCall(graph, family, bindings(family, unit.indices().get(i), parameters), body).add();
        }
        owner.add(place, body.build(number == 0));
        return new Target(owner, body.name());
    }

    private static List<AxisBinding> bindings(
            TaskFamily family, List<ProgramUnit.Index> indices, List<Variable> parameters) {
        List<AxisBinding> bindings = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            ProgramUnit.Index index = indices.get(i);
            bindings.add(new AxisBinding(
                    family.axes().get(i).domain(),
                    Affine.of(parameters.get(index.parameter())).plus(index.offset())));
        }
        return bindings;
    }

    private String name(ProgramUnit unit) {
        String first = name(unit.families().get(0));
        int size = unit.families().size();
        return size == 1
                ? first
                : JavaNames.joined(first + "To", name(unit.families().get(size - 1)));
    }

    /** The array's name, with the task's where several equations define the array. */
    private String name(int familyId) {
        TaskFamily family = graph.families().get(familyId);
        String name = JavaNames.legal(family.name());
        long sharing = graph.families().stream()
                .filter(other -> other.name().equals(family.name()))
                .count();
        // The types in the name of an elementwise task, as in less:f64,f64, would only make it long.
        return sharing == 1
                ? name
                : JavaNames.joined(name, family.signature().name().split(":", 2)[0]);
    }
}
