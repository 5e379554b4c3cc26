package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Source of the program of one worker. */
final class WorkerClass {
    /** Lines of {@code run} in one method; a line takes up to a hundred bytes of bytecode. */
    private static final int LINES_IN_A_METHOD = 40;

    private final OwnNumbers own;
    private final ProgramClass main;
    private final UnitMethods units;
    private final Dispatcher dispatcher;
    private final List<MethodSpec> parts = new ArrayList<>();

    WorkerClass(
            TaskGraph graph,
            OwnNumbers own,
            Windows windows,
            AxisTables tables,
            DispatchTables dispatch,
            int worker,
            ClassName name) {
        this.own = own;
        this.main = new ProgramClass(name, tables);
        this.units = new UnitMethods(graph, own, windows, tables, main);
        this.dispatcher = new Dispatcher(main, units, dispatch, worker);
    }

    /**
     * The classes, the worker's own first.
     *
     * @param order what the worker runs
     * @param comment what stands above the class
     */
    List<TypeSpec> write(List<RunSegments.Segment> order, String comment) {
        MethodSpec run = run(order);
        // The cases of the table call methods, and so may be the first to make them.
        List<MethodSpec> dispatch = dispatcher.methods();
        List<TypeSpec> types = new ArrayList<>();
        for (ProgramClass owner : units.classes()) {
            boolean isMain = owner == main;
            TypeSpec.Builder type = TypeSpec.classBuilder(owner.name()).addModifiers(Modifier.FINAL);
            if (isMain) {
                type.addModifiers(Modifier.PUBLIC)
                        .addSuperinterface(WorkerProgram.class)
                        .addJavadoc("$L", comment);
            } else {
                type.addJavadoc("$L", "Methods of " + main.name().simpleName() + " for which it has no room.");
            }
            type.addFields(owner.constants().fields());
            if (isMain) {
                type.addMethod(run).addMethods(parts).addMethods(dispatch);
            }
            types.add(type.addMethods(owner.methods()).build());
        }
        return types;
    }

    private MethodSpec run(List<RunSegments.Segment> order) {
        int lines = order.stream().mapToInt(WorkerClass::lines).sum();
        CodeBlock.Builder run = CodeBlock.builder();
        if (own.count() > 0
                && order.stream().flatMap(RunSegments.Segment::units).anyMatch(ProgramUnit::own)) {
            run.addStatement("worker.owns($L)", own.count());
        }
        if (order.isEmpty()) {
            run.add("// Nothing runs here.\n");
        }
        CodeBlock.Builder part = lines <= LINES_IN_A_METHOD ? run : CodeBlock.builder();
        int inPart = 0;
        for (RunSegments.Segment segment : order) {
            if (lines > LINES_IN_A_METHOD && inPart > 0 && inPart + lines(segment) > LINES_IN_A_METHOD) {
                run.addStatement("$L(worker)", addPart(part));
                part = CodeBlock.builder();
                inPart = 0;
            }
            part.add(code(segment));
            inPart += lines(segment);
        }
        if (lines > LINES_IN_A_METHOD) {
            run.addStatement("$L(worker)", addPart(part));
        }
        return MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(WorkerContext.class, "worker")
                .addException(Exception.class)
                .addCode(run.build())
                .build();
    }

    private String addPart(CodeBlock.Builder code) {
        String name = main.methodName("part" + (parts.size() + 1));
        parts.add(Dispatcher.method(name).addCode(code.build()).build());
        return name;
    }

    private static int lines(RunSegments.Segment segment) {
        return segment instanceof RunSegments.Segment.Code code
                ? code.node().shape().lines()
                : 2;
    }

    private CodeBlock code(RunSegments.Segment segment) {
        return segment instanceof RunSegments.Segment.Code code
                ? LoopWriter.write(code.node(), units)
                : dispatcher.loop(((RunSegments.Segment.Table) segment).instances());
    }
}
