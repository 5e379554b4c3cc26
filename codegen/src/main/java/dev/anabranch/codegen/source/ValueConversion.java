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
            return number(CodeBlock.of("worker.read$L($L)", kind(type), slot), type, wanted, java);
        }
        CodeBlock read = CodeBlock.of("worker.read($L)", slot);
        if (wanted == ScalarType.PATH && type == ScalarType.STRING) {
            return CodeBlock.of("$T.of(($T) $L)", Path.class, String.class, read);
        }
        return java.equals(ClassName.get(Object.class)) ? read : CodeBlock.of("($T) $L", java, read);
    }

    /**
     * A number that the worker has made for itself alone, as an argument.
     *
     * @param own the source of its count among those
     */
    static CodeBlock own(CodeBlock own, ValueType type, ValueType wanted, TypeName java) {
        return number(CodeBlock.of("worker.readOwn$L($L)", kind(type), own), type, wanted, java);
    }

    private static String kind(ValueType number) {
        return number == ScalarType.FLOAT ? "Double" : "Long";
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

    /** Whether a Java type is one of the primitive ones. */
    static boolean isPrimitive(String descriptor) {
        return descriptor.length() == 1;
    }

    /** The statement that keeps a method's result, a number, for this worker alone. */
    static CodeBlock writeOwn(CodeBlock own, CodeBlock value, ValueType type) {
        return CodeBlock.of("worker.writeOwn$L($L, $L)", kind(type), own, value);
    }

    /** The statement that hands over a method's result. */
    static CodeBlock write(CodeBlock slot, CodeBlock value, ValueType type, String descriptor) {
        if (isPrimitive(descriptor) && isNumber(type)) {
            return CodeBlock.of("worker.write$L($L, $L)", kind(type), slot, value);
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
