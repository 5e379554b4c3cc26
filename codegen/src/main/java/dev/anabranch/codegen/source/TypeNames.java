package dev.anabranch.codegen.source;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import dev.anabranch.model.type.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Java types of values. */
final class TypeNames implements ValueType.Visitor<TypeName> {
    private static final TypeNames DATASETS = new TypeNames();

    private TypeNames() {}

    /** What a dataset of that type is in its slot, or as an element of a list. */
    static TypeName dataset(ValueType type) {
        return type.accept(DATASETS);
    }

    /** The class of a binary name; {@code $} separates nested classes. */
    static ClassName className(String binaryName) {
        int dot = binaryName.lastIndexOf('.');
        String[] nested = binaryName.substring(dot + 1).split("\\$", -1);
        ClassName name = ClassName.get(dot < 0 ? "" : binaryName.substring(0, dot), nested[0]);
        for (int i = 1; i < nested.length; i++) {
            name = name.nestedClass(nested[i]);
        }
        return name;
    }

    /** The erased type of a descriptor. */
    static TypeName descriptor(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> TypeName.BOOLEAN;
            case 'I' -> TypeName.INT;
            case 'J' -> TypeName.LONG;
            case 'F' -> TypeName.FLOAT;
            case 'D' -> TypeName.DOUBLE;
            case '[' -> ArrayTypeName.of(descriptor(descriptor.substring(1)));
            default ->
                className(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
        };
    }

    /** The type of a variable that holds a result, which need not be used as more than a dataset. */
    static TypeName result(ValueType type, String descriptor) {
        return type instanceof ValueType.ListOf
                ? ParameterizedTypeName.get(
                        ClassName.get(List.class), WildcardTypeName.subtypeOf(ClassName.get(Object.class)))
                : descriptor(descriptor);
    }

    @Override
    public TypeName tensor(ValueType.TensorOf type) {
        return ClassName.get(
                switch (type.element()) {
                    case F64 -> DoubleTensor.class;
                    case F32 -> FloatTensor.class;
                    case I64 -> LongTensor.class;
                    case I32 -> IntTensor.class;
                    case BOOL -> BooleanTensor.class;
                });
    }

    @Override
    public TypeName anyTensor(ValueType.AnyTensor type) {
        return ClassName.get(Tensor.class);
    }

    @Override
    public TypeName table(ValueType.TableType type) {
        return ClassName.get(Table.class);
    }

    @Override
    public TypeName bytes(ValueType.BytesType type) {
        return ClassName.get(Bytes.class);
    }

    @Override
    public TypeName scalar(ValueType.ScalarType type) {
        return ClassName.get(
                switch (type) {
                    case INT, SIZE -> Long.class;
                    case FLOAT -> Double.class;
                    case BOOL -> Boolean.class;
                    case STRING -> String.class;
                    case PATH -> Path.class;
                    case DURATION -> Duration.class;
                });
    }

    @Override
    public TypeName list(ValueType.ListOf type) {
        return ParameterizedTypeName.get(
                ClassName.get(List.class), type.element().accept(this));
    }

    @Override
    public TypeName java(ValueType.JavaObject type) {
        return className(type.className());
    }
}
