package dev.anabranch.api.processor;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which types flows know, as {@link dev.anabranch.api.Task} describes. */
final class TaskTypeRules {
    private static final String LIST = "java.util.List";

    /** What stands for itself, also where a list holds it. */
    private static final Set<String> PLAIN = Set.of(
            "dev.anabranch.api.DoubleTensor",
            "dev.anabranch.api.FloatTensor",
            "dev.anabranch.api.LongTensor",
            "dev.anabranch.api.IntTensor",
            "dev.anabranch.api.BooleanTensor",
            "dev.anabranch.api.Tensor",
            "dev.anabranch.api.Table",
            "dev.anabranch.api.Bytes",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Boolean",
            "java.lang.String",
            "java.nio.file.Path",
            "java.time.Duration");

    /** What only a parameter or result of its own may be. */
    private static final Set<String> SINGLE_ONLY =
            Set.of("java.lang.Integer", "java.lang.Float", "dev.anabranch.api.Dataset");

    private static final Set<String> PRIMITIVES = Set.of("int", "long", "float", "double", "boolean");

    private static final Map<String, String> WIDER = Map.of(
            "java.lang.Byte", "Long",
            "java.lang.Short", "Long",
            "java.lang.Integer", "Long",
            "java.lang.Float", "Double");

    private final Consumer<String> problems;

    TaskTypeRules(Consumer<String> problems) {
        this.problems = problems;
    }

    /** A parameter or result of its own. */
    void single(TaskType type) {
        switch (type.kind()) {
            case PRIMITIVE -> primitive(type);
            case ARRAY ->
                problems.accept("`" + type.text() + "` is an array; flows know lists: `List<...>`, or a tensor");
            case CLASS -> {
                if (!SINGLE_ONLY.contains(type.name())) {
                    reference(type);
                }
            }
            case UNKNOWN -> {}
        }
    }

    /** What a list or map holds, or a generator emits: there, only the boxes that datasets have are possible. */
    void element(TaskType type, String holder) {
        String of = holder + " of `" + type.text() + "`";
        String wider = WIDER.get(type.name());
        if (type.kind() == TaskType.Kind.ARRAY) {
            problems.accept(of + " holds arrays; flows know tensors and lists");
        } else if (wider != null) {
            problems.accept(of + " cannot be filled; write `" + wider + "`");
        } else if (!type.arguments().isEmpty() && !type.isClass(LIST)) {
            problems.accept(of + " cannot be filled; it may hold lists and plain classes");
        } else if (type.kind() == TaskType.Kind.CLASS) {
            reference(type);
        }
    }

    private void primitive(TaskType type) {
        if (!PRIMITIVES.contains(type.name())) {
            problems.accept("flows have no `" + type.text() + "`; use int, long, float, double or boolean");
        }
    }

    private void reference(TaskType type) {
        if (type.isClass(LIST)) {
            element(type.argument(0), "a list");
        } else if (!PLAIN.contains(type.name()) && !type.isPublic()) {
            problems.accept(
                    "`" + type.text() + "` is not public, so generated programs cannot name it; make it public");
        }
    }
}
