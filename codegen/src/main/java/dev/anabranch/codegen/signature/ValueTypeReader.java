package dev.anabranch.codegen.signature;

import dev.anabranch.api.ElementType;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The flow language's type of a Java type, as {@link dev.anabranch.api.Task} describes. Reports to {@code problems}
 * and answers empty where there is none.
 */
final class ValueTypeReader {
    private static final Map<String, ValueType> PLAIN = Map.ofEntries(
            Map.entry("dev/anabranch/api/DoubleTensor", new ValueType.TensorOf(ElementType.F64)),
            Map.entry("dev/anabranch/api/FloatTensor", new ValueType.TensorOf(ElementType.F32)),
            Map.entry("dev/anabranch/api/LongTensor", new ValueType.TensorOf(ElementType.I64)),
            Map.entry("dev/anabranch/api/IntTensor", new ValueType.TensorOf(ElementType.I32)),
            Map.entry("dev/anabranch/api/BooleanTensor", new ValueType.TensorOf(ElementType.BOOL)),
            Map.entry("dev/anabranch/api/Tensor", new ValueType.AnyTensor()),
            Map.entry("dev/anabranch/api/Table", new ValueType.TableType()),
            Map.entry("dev/anabranch/api/Bytes", new ValueType.BytesType()),
            Map.entry("java/lang/Long", ScalarType.INT),
            Map.entry("java/lang/Double", ScalarType.FLOAT),
            Map.entry("java/lang/Boolean", ScalarType.BOOL),
            Map.entry("java/lang/String", ScalarType.STRING),
            Map.entry("java/nio/file/Path", ScalarType.PATH),
            Map.entry("java/time/Duration", ScalarType.DURATION));

    /** What a parameter or result of its own may also be; generated programs convert. */
    private static final Map<String, ValueType> SINGLE_ONLY = Map.of(
            "java/lang/Integer", ScalarType.INT,
            "java/lang/Float", ScalarType.FLOAT,
            "dev/anabranch/api/Dataset", new ValueType.JavaObject("java.lang.Object"));

    private static final Map<String, String> WIDER = Map.of(
            "java/lang/Byte", "Long",
            "java/lang/Short", "Long",
            "java/lang/Integer", "Long",
            "java/lang/Float", "Double");

    private final ClassAccess access;
    private final Consumer<String> problems;

    ValueTypeReader(ClassAccess access, Consumer<String> problems) {
        this.access = access;
        this.problems = problems;
    }

    /** A parameter or result of its own. */
    Optional<ValueType> single(JavaType type) {
        return switch (type.kind()) {
            case PRIMITIVE -> primitive(type);
            case ARRAY -> none("`" + type.text() + "` is an array; flows know lists: `List<...>`, or a tensor");
            case CLASS ->
                SINGLE_ONLY.containsKey(type.name())
                        ? Optional.ofNullable(SINGLE_ONLY.get(type.name()))
                        : reference(type);
        };
    }

    /** What a list or map holds, or a generator emits: there, only the boxes that datasets have are possible. */
    Optional<ValueType> element(JavaType type, String holder) {
        String of = holder + " of `" + type.text() + "`";
        if (type.kind() == JavaType.Kind.ARRAY) {
            return none(of + " holds arrays; flows know tensors and lists");
        }
        String wider = WIDER.get(type.name());
        if (wider != null) {
            return none(of + " cannot be filled; write `" + wider + "`");
        }
        if (!type.arguments().isEmpty() && !type.isClass("java/util/List")) {
            return none(of + " cannot be filled; it may hold lists and plain classes");
        }
        return reference(type);
    }

    private Optional<ValueType> primitive(JavaType type) {
        return switch (type.name()) {
            case "I", "J" -> Optional.of(ScalarType.INT);
            case "F", "D" -> Optional.of(ScalarType.FLOAT);
            case "Z" -> Optional.of(ScalarType.BOOL);
            default -> none("flows have no `" + type.text() + "`; use int, long, float, double or boolean");
        };
    }

    private Optional<ValueType> none(String problem) {
        problems.accept(problem);
        return Optional.empty();
    }

    private Optional<ValueType> reference(JavaType type) {
        ValueType plain = PLAIN.get(type.name());
        if (plain != null) {
            return Optional.of(plain);
        }
        if (type.isClass("java/util/List")) {
            return element(type.argument(0), "a list").map(ValueType.ListOf::new);
        }
        if (!access.isPublic(type.name())) {
            return none("`" + type.text() + "` is not public, so generated programs cannot name it; make it public");
        }
        return Optional.of(new ValueType.JavaObject(type.name().replace('/', '.')));
    }
}
