package dev.anabranch.compiler.rewrite;

import dev.anabranch.api.ElementType;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Output;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The task that reads a dataset of some type from a checkpoint: a method of the runtime, given the file. */
final class LoadSignature implements ValueType.Visitor<Optional<TaskSignature>> {
    private static final String CLASS = "dev.anabranch.runtime.checkpoint.KeptDataset";
    private static final String API = "Ldev/anabranch/api/";
    private static final String PATH = "Ljava/nio/file/Path;";

    private static final LoadSignature ANY = new LoadSignature();

    private LoadSignature() {}

    /** Empty for types that files do not hold. */
    static Optional<TaskSignature> of(ValueType type) {
        return type.accept(ANY);
    }

    static boolean isThatOf(TaskSignature signature) {
        return signature.className().equals(CLASS);
    }

    private static Optional<TaskSignature> call(String method, ValueType type, String result) {
        Parameter context = new Parameter("task", Parameter.Kind.CONTEXT, type, API + "TaskContext;", Optional.empty());
        Parameter file = new Parameter("file", Parameter.Kind.VALUE, ScalarType.PATH, PATH, Optional.empty());
        return Optional.of(new TaskSignature(
                "checkpoint",
                "load",
                CLASS,
                method,
                "(" + context.javaType() + PATH + ")" + result,
                List.of(context, file),
                List.of(new Output(Optional.empty(), type, result)),
                true,
                false,
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public Optional<TaskSignature> tensor(ValueType.TensorOf type) {
        ElementType element = type.element();
        String name = switch (element) {
            case F64 -> "Double";
            case F32 -> "Float";
            case I64 -> "Long";
            case I32 -> "Int";
            case BOOL -> "Boolean";
        };
        return call(name.toLowerCase(Locale.ROOT) + "Tensor", type, API + name + "Tensor;");
    }

    @Override
    public Optional<TaskSignature> anyTensor(ValueType.AnyTensor type) {
        return call("tensor", type, API + "Tensor;");
    }

    @Override
    public Optional<TaskSignature> table(ValueType.TableType type) {
        return call("table", type, API + "Table;");
    }

    @Override
    public Optional<TaskSignature> bytes(ValueType.BytesType type) {
        return call("bytes", type, API + "Bytes;");
    }

    @Override
    public Optional<TaskSignature> scalar(ScalarType type) {
        return switch (type) {
            case INT, SIZE -> call("integer", type, "J");
            case FLOAT -> call("number", type, "D");
            case BOOL -> call("truth", type, "Z");
            case STRING -> call("text", type, "Ljava/lang/String;");
            case DURATION -> call("duration", type, "Ljava/time/Duration;");
            case PATH -> Optional.empty();
        };
    }

    @Override
    public Optional<TaskSignature> list(ValueType.ListOf type) {
        return Optional.empty();
    }

    @Override
    public Optional<TaskSignature> java(ValueType.JavaObject type) {
        return Optional.empty();
    }
}
