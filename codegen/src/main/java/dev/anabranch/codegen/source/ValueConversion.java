package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.anabranch.codegen.source.Expression.Kind;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.nio.file.Path;

/**
 * Brings values to the Java type that a method wants. In slots, lists and maps, integers are {@code Long}s, floats
 * {@code Double}s and paths {@link Path}s.
 */
final class ValueConversion {
    private ValueConversion() {}

    /**
     * A value known before the run as an argument.
     *
     * @param type of the value, to tell paths from strings
     * @param wanted the parameter's type
     * @param java the parameter's Java type
     */
    static CodeBlock scalar(Expression value, ScalarType type, ValueType wanted, TypeName java) {
        if (wanted == ScalarType.PATH || (type == ScalarType.PATH && wanted != ScalarType.STRING)) {
            return CodeBlock.of("$T.of($L)", Path.class, value.code());
        }
        if (value.kind().isInteger()) {
            return integer(value, java);
        }
        if (value.kind() == Kind.DOUBLE && isJava(java, TypeName.FLOAT)) {
            return CodeBlock.of("(float) $L", value.in(Expression.UNARY));
        }
        return value.code();
    }

    private static CodeBlock integer(Expression value, TypeName java) {
        if (isJava(java, TypeName.INT)) {
            return toInt(value);
        }
        boolean floating = isJava(java, TypeName.DOUBLE) || isJava(java, TypeName.FLOAT);
        if (java.isPrimitive() && !isJava(java, TypeName.FLOAT)) {
            return value.code();
        }
        if (!floating) {
            return value.asLong().code();
        }
        return CodeBlock.of(
                "($T) $L", isJava(java, TypeName.FLOAT) ? TypeName.FLOAT : TypeName.DOUBLE, value.in(Expression.UNARY));
    }

    /** An integer expression as an {@code int}; throws when it runs where the value is none. */
    static CodeBlock toInt(Expression value) {
        if (value.kind() == Kind.INT) {
            return value.code();
        }
        return value.fitsInt()
                ? CodeBlock.of("(int) $L", value.in(Expression.UNARY))
                : CodeBlock.of("$T.toIntExact($L)", Math.class, value.code());
    }

    /**
     * A dataset as an argument. Integers and floats are no objects, unless anything is wanted.
     *
     * @param slot the source of its slot
     * @param type of the dataset
     * @param wanted the parameter's type
     * @param java the parameter's Java type
     */
    static CodeBlock dataset(CodeBlock slot, ValueType type, ValueType wanted, TypeName java) {
        if (isNumber(type) && !java.equals(ClassName.get(Object.class))) {
            return number(slot, type, wanted, java);
        }
        CodeBlock read = CodeBlock.of("worker.read($L)", slot);
        if (wanted == ScalarType.PATH && type == ScalarType.STRING) {
            return CodeBlock.of("$T.of(($T) $L)", Path.class, String.class, read);
        }
        return java.equals(ClassName.get(Object.class)) ? read : CodeBlock.of("($T) $L", java, read);
    }

    private static CodeBlock number(CodeBlock slot, ValueType type, ValueType wanted, TypeName java) {
        if (type == ScalarType.FLOAT) {
            return CodeBlock.of(
                    isJava(java, TypeName.FLOAT) ? "(float) worker.readDouble($L)" : "worker.readDouble($L)", slot);
        }
        if (isJava(java, TypeName.INT)) {
            return CodeBlock.of("$T.toIntExact(worker.readLong($L))", Math.class, slot);
        }
        if (isJava(java, TypeName.FLOAT)) {
            return CodeBlock.of("(float) worker.readLong($L)", slot);
        }
        return wanted == ScalarType.FLOAT && !java.isPrimitive()
                ? CodeBlock.of("(double) worker.readLong($L)", slot)
                : CodeBlock.of("worker.readLong($L)", slot);
    }

    /** Whether the datasets of a type pass as primitive values. */
    static boolean isNumber(ValueType type) {
        return type == ScalarType.INT || type == ScalarType.FLOAT;
    }

    /** The statement that hands over a method's result. */
    static CodeBlock write(CodeBlock slot, CodeBlock value, ValueType type, String descriptor) {
        boolean primitive = descriptor.length() == 1;
        if (primitive && type == ScalarType.INT) {
            return CodeBlock.of("worker.writeLong($L, $L)", slot, value);
        }
        return primitive && type == ScalarType.FLOAT
                ? CodeBlock.of("worker.writeDouble($L, $L)", slot, value)
                : CodeBlock.of("worker.write($L, $L)", slot, result(value, descriptor));
    }

    /** An element of a list as an element of an array of primitives. */
    static CodeBlock element(CodeBlock element, TypeName primitive) {
        if (primitive.equals(TypeName.INT)) {
            return CodeBlock.of("$T.toIntExact($L)", Math.class, element);
        }
        return primitive.equals(TypeName.FLOAT) ? CodeBlock.of("(float) (double) $L", element) : element;
    }

    /** A method's result as the object that its slot holds. */
    private static CodeBlock result(CodeBlock value, String descriptor) {
        return switch (descriptor) {
            case "I", "Ljava/lang/Integer;" -> CodeBlock.of("(long) $L", value);
            case "F", "Ljava/lang/Float;" -> CodeBlock.of("(double) $L", value);
            default -> value;
        };
    }

    /** Whether a type is a primitive type or its box. */
    private static boolean isJava(TypeName type, TypeName primitive) {
        return type.equals(primitive) || type.equals(primitive.box());
    }
}
