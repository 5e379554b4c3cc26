package dev.anabranch.api.processor;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.Task;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.VariableElement;

/**
 * Says what is wrong with a method that is marked as a task, in the words in which the compiler of flows says it of the
 * class file.
 */
final class TaskMethodRules {
    private static final String OBJECT = "java.lang.Object";
    private static final String OUTPUTS = "dev.anabranch.api.Outputs";
    private static final Pattern DURATION = quantity("ns|us|ms|s|min|h|d");
    private static final Pattern SIZE = quantity("B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB");

    private final ExecutableElement method;
    private final Consumer<String> problems;
    private final TaskTypeRules types;
    private int emitters;
    private int maps;

    TaskMethodRules(ExecutableElement method, Consumer<String> problems) {
        this.method = method;
        this.problems = problems;
        this.types = new TaskTypeRules(problems);
    }

    private static Pattern quantity(String units) {
        return Pattern.compile("\\s*[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\\s*(?:" + units + ")\\s*");
    }

    static boolean isDuration(String text) {
        return DURATION.matcher(text).matches();
    }

    static boolean isSize(String text) {
        return SIZE.matcher(text).matches();
    }

    void check() {
        if (!method.getModifiers().contains(Modifier.STATIC)) {
            problems.accept("a task is a static method; add `static`");
        }
        if (!method.getModifiers().contains(Modifier.PUBLIC)) {
            problems.accept("a task is a public method; add `public`");
        }
        List<? extends VariableElement> parameters = method.getParameters();
        for (int i = 0; i < parameters.size(); i++) {
            boolean variable = method.isVarArgs() && i == parameters.size() - 1;
            parameter(parameters.get(i), TaskType.of(parameters.get(i).asType()), variable);
        }
        result(TaskType.of(method.getReturnType()));
        cost();
    }

    private void parameter(VariableElement parameter, TaskType type, boolean variable) {
        String name = parameter.getSimpleName().toString();
        if (type.isClass("dev.anabranch.api.TaskContext")) {
            return;
        }
        if (type.isClass("dev.anabranch.api.Emitter")) {
            if (++emitters == 2) {
                problems.accept("parameter `" + name + "` is a second emitter; a generator has one");
            }
            types.element(type.argument(0), "an emitter");
        } else if (type.isClass("java.util.Map")) {
            if (++maps == 2) {
                problems.accept(
                        "parameter `" + name + "` is a second map; one takes all named arguments that are left");
            }
            TaskType key = type.argument(0);
            if (!key.isClass("java.lang.String") && !key.isClass(OBJECT) && key.kind() != TaskType.Kind.UNKNOWN) {
                problems.accept("parameter `" + name + "` is a map from `" + key.text()
                        + "`; arguments have names: Map<String, ...>");
            }
            types.element(type.argument(1), "a map");
        } else if (type.isClass("java.util.Optional")) {
            if (parameter.getAnnotation(Default.class) != null) {
                problems.accept("parameter `" + name + "` is an `Optional` and has a @Default; one of them says what a"
                        + " missing argument is");
            }
            types.element(type.argument(0), "an optional");
        } else {
            types.single(variable ? type.argument(0) : type);
        }
    }

    private void result(TaskType type) {
        if (emitters > 0) {
            if (!type.isVoid()) {
                problems.accept("a generator hands over everything through its emitter; make the method void");
            }
        } else if (type.isVoid()) {
            Task task = method.getAnnotation(Task.class);
            if (task == null || !task.effect()) {
                problems.accept(
                        "it returns nothing, so no flow could use it; return a dataset, or mark it @Task(effect = true)");
            }
        } else if (type.isRecordOf(OUTPUTS) && type.declaration() != null) {
            if (!type.isPublic()) {
                problems.accept(
                        "`" + type.text() + "` is not public, so generated programs cannot name it; make it public");
            }
            for (RecordComponentElement component : type.declaration().getRecordComponents()) {
                types.single(TaskType.of(component.asType()));
            }
        } else {
            types.single(type);
        }
    }

    private void cost() {
        Cost cost = method.getAnnotation(Cost.class);
        if (cost != null && !isDuration(cost.time())) {
            problems.accept("@Cost(time = \"" + cost.time() + "\") is no duration; write for example \"40ms\"");
        }
        if (cost != null && !isSize(cost.size())) {
            problems.accept("@Cost(size = \"" + cost.size() + "\") is no size; write for example \"6.6MiB\"");
        }
    }
}
