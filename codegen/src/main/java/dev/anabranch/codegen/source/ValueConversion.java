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
     * @param own whether a number is one that the worker has made before
     */
    static CodeBlock dataset(CodeBlock slot, ValueType type, ValueType wanted, TypeName java, boolean own) {
        if (isNumber(type) && !java.equals(ClassName.get(Object.class))) {
            CodeBlock read = CodeBlock.of(
                    "worker.read$L$L($L)", own ? "Own" : "", type == ScalarType.FLOAT ? "Double" : "Long", slot);
            return number(read, type, wanted, java);
        }
        CodeBlock read = CodeBlock.of("worker.read($L)", slot);
        if (wanted == ScalarType.PATH && type == ScalarType.STRING) {
            return CodeBlock.of("$T.of(($T) $L)", Path.class, String.class, read);
        }
        return java.equals(ClassName.get(Object.class)) ? read : CodeBlock.of("($T) $L", java, read);
    }

    private static CodeBlock number(CodeBlock read, ValueType type, ValueType wanted, TypeName java) {
        if (isJava(java, TypeName.FLOAT)) {
            return CodeBlock.of("(float) $L", read);
        }
        if (type == ScalarType.FLOAT) {
            return read;
        }
        if (isJava(java, TypeName.INT)) {
            return CodeBlock.of("$T.toIntExact($L)", Math.class, read);
        }
        return wanted == ScalarType.FLOAT && !java.isPrimitive() ? CodeBlock.of("(double) $L", read) : read;
    }

    /** Whether the datasets of a type pass as primitive values. */
    static boolean isNumber(ValueType type) {
        return type == ScalarType.INT || type == ScalarType.FLOAT;
    }

    /**
     * The statement that hands over a method's result.
     *
     * @param own whether a number is one that no other worker reads
     */
    static CodeBlock write(CodeBlock slot, CodeBlock value, ValueType type, String descriptor, boolean own) {
        boolean primitive = descriptor.length() == 1;
        if (primitive && isNumber(type)) {
            return CodeBlock.of(
                    "worker.write$L$L($L, $L)",
                    own ? "Own" : "",
                    type == ScalarType.FLOAT ? "Double" : "Long",
                    slot,
                    value);
        }
        return CodeBlock.of("worker.write($L, $L)", slot, result(value, descriptor));
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
