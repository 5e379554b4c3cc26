package dev.anabranch.codegen.signature;

import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Output;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes one method's task signature, or says what is wrong with it. */
final class MethodSignatureReader {
    private static final String OUTPUTS = "dev/anabranch/api/Outputs";

    private final String library;
    private final String className;
    private final ClassFacts.Method method;
    private final ClassAccess access;
    private final List<SignatureProblem> problems;
    private final ValueTypeReader types;
    private int emitters;
    private int maps;

    MethodSignatureReader(
            String library,
            String className,
            ClassFacts.Method method,
            ClassAccess access,
            List<SignatureProblem> problems) {
        this.library = library;
        this.className = className;
        this.method = method;
        this.access = access;
        this.problems = problems;
        this.types = new ValueTypeReader(access, this::problem);
    }

    /** The signature; empty if there was a problem, which is then among the problems. */
    Optional<TaskSignature> read() {
        int before = problems.size();
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            problem("a task is a static method; add `static`");
        }
        if ((method.access & Opcodes.ACC_PUBLIC) == 0) {
            problem("a task is a public method; add `public`");
        }
        Optional<List<String>> names = method.names();
        if (names.isEmpty()) {
            problem("the class file does not tell the parameters' names; compile it with -parameters or -g");
        }
        List<JavaType> signature = GenericSignature.method(method.signature);
        Type[] descriptors = Type.getArgumentTypes(method.descriptor);
        List<Output> outputs = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < descriptors.length; i++) {
            String name = names.isPresent() ? names.get().get(i) : "#" + (i + 1);
            parameter(i, name, signature.get(i), descriptors[i].getDescriptor(), outputs)
                    .ifPresent(parameters::add);
        }
        result(signature.get(descriptors.length), outputs);
        Optional<TaskSignature.Estimate> estimate = estimate();
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new TaskSignature(
                library,
                taskName(),
                className,
                method.name,
                method.descriptor,
                parameters,
                outputs,
                flag("deterministic", true),
                flag("effect", false),
                Optional.empty(),
                estimate));
    }

    private String taskName() {
        String given = (String) method.task.getOrDefault("value", "");
        return given.isEmpty() ? method.name : given;
    }

    private boolean flag(String name, boolean otherwise) {
        return (Boolean) method.task.getOrDefault(name, otherwise);
    }

    private Optional<Parameter> parameter(
            int index, String name, JavaType type, String descriptor, List<Output> outputs) {
        Optional<String> defaultValue = Optional.ofNullable(method.defaults.get(index));
        if (type.isClass("dev/anabranch/api/TaskContext")) {
            return Optional.of(new Parameter(
                    name,
                    Parameter.Kind.CONTEXT,
                    new ValueType.JavaObject("dev.anabranch.api.TaskContext"),
                    descriptor,
                    Optional.empty()));
        }
        if (type.isClass("dev/anabranch/api/Emitter")) {
            if (++emitters == 2) {
                problem("parameter `" + name + "` is a second emitter; a generator has one");
            }
            Optional<ValueType> emitted = types.element(type.argument(0), "an emitter");
            emitted.ifPresent(value -> outputs.add(
                    new Output(Optional.empty(), value, "L" + type.argument(0).name() + ";")));
            return emitted.map(
                    value -> new Parameter(name, Parameter.Kind.EMITTER, value, descriptor, Optional.empty()));
        }
        if (type.isClass("java/util/Map")) {
            if (++maps == 2) {
                problem("parameter `" + name + "` is a second map; one takes all named arguments that are left");
            }
            JavaType key = type.argument(0);
            if (!key.isClass("java/lang/String") && !key.equals(JavaType.OBJECT)) {
                problem("parameter `" + name + "` is a map from `" + key.text()
                        + "`; arguments have names: Map<String, ...>");
            }
            return types.element(type.argument(1), "a map")
                    .map(value -> new Parameter(name, Parameter.Kind.NAMED_REST, value, descriptor, Optional.empty()));
        }
        if (type.isClass("java/util/Optional") && defaultValue.isPresent()) {
            problem("parameter `" + name + "` is an `Optional` and has a @Default; one of them says what a missing"
                    + " argument is");
        }
        return value(index, type).map(v -> new Parameter(name, Parameter.Kind.VALUE, v, descriptor, defaultValue));
    }

    /** The last parameter of a varargs method is a list to flows. */
    private Optional<ValueType> value(int index, JavaType type) {
        boolean last = index == Type.getArgumentTypes(method.descriptor).length - 1;
        if (type.kind() == JavaType.Kind.ARRAY && last && (method.access & Opcodes.ACC_VARARGS) != 0) {
            return types.single(type.argument(0)).map(ValueType.ListOf::new);
        }
        return type.isClass("java/util/Optional") ? types.element(type.argument(0), "an optional") : types.single(type);
    }

    private void result(JavaType type, List<Output> outputs) {
        if (emitters > 0) {
            if (!type.isVoid()) {
                problem("a generator hands over everything through its emitter; make the method void");
            }
            return;
        }
        String descriptor = Type.getReturnType(method.descriptor).getDescriptor();
        if (type.isVoid()) {
            if (!flag("effect", false)) {
                problem(
                        "it returns nothing, so no flow could use it; return a dataset, or mark it @Task(effect = true)");
            }
            return;
        }
        Optional<ClassFacts> record = type.kind() == JavaType.Kind.CLASS
                ? access.facts(type.name()).filter(facts -> facts.isRecordOf(OUTPUTS))
                : Optional.empty();
        if (record.isEmpty()) {
            types.single(type).ifPresent(value -> outputs.add(new Output(Optional.empty(), value, descriptor)));
            return;
        }
        if (!access.isPublic(type.name())) {
            problem("`" + type.text() + "` is not public, so generated programs cannot name it; make it public");
        }
        for (ClassFacts.Component component : record.get().components()) {
            types.single(GenericSignature.field(component.signature()))
                    .ifPresent(value ->
                            outputs.add(new Output(Optional.of(component.name()), value, component.descriptor())));
        }
    }

    private Optional<TaskSignature.Estimate> estimate() {
        Map<String, Object> cost = method.cost;
        if (cost == null) {
            return Optional.empty();
        }
        String time = String.valueOf(cost.get("time"));
        String size = String.valueOf(cost.get("size"));
        OptionalDouble seconds = Quantity.seconds(time);
        OptionalLong bytes = Quantity.bytes(size);
        if (seconds.isEmpty()) {
            problem("@Cost(time = \"" + time + "\") is no duration; write for example \"40ms\"");
        }
        if (bytes.isEmpty()) {
            problem("@Cost(size = \"" + size + "\") is no size; write for example \"6.6MiB\"");
        }
        return Optional.of(new TaskSignature.Estimate(seconds.orElse(0), bytes.orElse(0)));
    }

    private void problem(String message) {
        problems.add(new SignatureProblem(className, method.name, message));
    }
}
