package dev.anabranch.codegen.signature;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type of the Java language as a class file states it. Type variables and wildcards stand as what they are at least.
 *
 * @param kind primitive (or void), class or array
 * @param name the descriptor's letter of a primitive, the internal name of a class such as {@code java/util/List}, or
 *     empty for an array
 * @param arguments the type arguments of a class, empty if raw; of an array its element
 */
record JavaType(Kind kind, String name, List<JavaType> arguments) {
    enum Kind {
        PRIMITIVE,
        CLASS,
        ARRAY
    }

    static final JavaType OBJECT = new JavaType(Kind.CLASS, "java/lang/Object", List.of());

    boolean isVoid() {
        return kind == Kind.PRIMITIVE && name.equals("V");
    }

    boolean isClass(String internalName) {
        return kind == Kind.CLASS && name.equals(internalName);
    }

    /** The first type argument, or Object for a raw type. */
    JavaType argument(int index) {
        return index < arguments.size() ? arguments.get(index) : OBJECT;
    }

    /** As it stands in Java source, for messages. */
    String text() {
        return switch (kind) {
            case PRIMITIVE -> primitiveText(name);
            case ARRAY -> arguments.get(0).text() + "[]";
            case CLASS ->
                name.substring(name.lastIndexOf('/') + 1).replace('$', '.')
                        + (arguments.isEmpty()
                                ? ""
                                : arguments.stream().map(JavaType::text).collect(Collectors.joining(", ", "<", ">")));
        };
    }

    private static String primitiveText(String letter) {
        return switch (letter) {
            case "B" -> "byte";
            case "C" -> "char";
            case "D" -> "double";
            case "F" -> "float";
            case "I" -> "int";
            case "J" -> "long";
            case "S" -> "short";
            case "Z" -> "boolean";
            default -> "void";
        };
    }
}
