package dev.anabranch.codegen.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses descriptors and {@code Signature} attributes, whose grammar is that of The Java Virtual Machine
 * Specification, 4.7.9.1; a descriptor is a signature without generics.
 */
final class GenericSignature {
    private final String text;
    private final Map<String, JavaType> variables = new HashMap<>();
    private int at;

    private GenericSignature(String text) {
        this.text = text;
    }

    /** Of a method: the types of its parameters, and its result as the last. */
    static List<JavaType> method(String signature) {
        GenericSignature parser = new GenericSignature(signature);
        parser.formals();
        List<JavaType> types = new ArrayList<>();
        parser.expect('(');
        while (parser.peek() != ')') {
            types.add(parser.type());
        }
        parser.expect(')');
        types.add(parser.type());
        return types;
    }

    /** Of a field or record component. */
    static JavaType field(String signature) {
        return new GenericSignature(signature).type();
    }

    /** {@code <T:Ljava/lang/Object;U::Ljava/util/List<TT;>;>}: a variable stands for its first bound. */
    private void formals() {
        if (peek() != '<') {
            return;
        }
        at++;
        while (peek() != '>') {
            int colon = text.indexOf(':', at);
            String name = text.substring(at, colon);
            at = colon;
            JavaType bound = JavaType.OBJECT;
            boolean first = true;
            while (peek() == ':') {
                at++;
                if (peek() == ':') {
                    continue;
                }
                JavaType next = type();
                bound = first ? next : bound;
                first = false;
            }
            variables.put(name, bound);
        }
        at++;
    }

    private JavaType type() {
        char letter = text.charAt(at++);
        return switch (letter) {
            case '[' -> new JavaType(JavaType.Kind.ARRAY, "", List.of(type()));
            case 'T' -> variables.getOrDefault(until(';'), JavaType.OBJECT);
            case 'L' -> classType();
            case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z', 'V' ->
                new JavaType(JavaType.Kind.PRIMITIVE, String.valueOf(letter), List.of());
            default -> throw new IllegalArgumentException("no type: " + text);
        };
    }

    private JavaType classType() {
        StringBuilder name = new StringBuilder();
        List<JavaType> arguments = new ArrayList<>();
        while (peek() != ';') {
            char letter = text.charAt(at++);
            switch (letter) {
                case '<' -> {
                    while (peek() != '>') {
                        arguments.add(argument());
                    }
                    at++;
                }
                case '.' -> {
                    // What follows is a member of a parameterised class, with arguments of its own.
                    name.append('$');
                    arguments.clear();
                }
                default -> name.append(letter);
            }
        }
        at++;
        return new JavaType(JavaType.Kind.CLASS, name.toString(), List.copyOf(arguments));
    }

    private JavaType argument() {
        return switch (peek()) {
            case '*' -> {
                at++;
                yield JavaType.OBJECT;
            }
            case '+' -> {
                at++;
                yield type();
            }
            case '-' -> {
                at++;
                type();
                yield JavaType.OBJECT;
            }
            default -> type();
        };
    }

    private String until(char end) {
        int from = at;
        at = text.indexOf(end, at) + 1;
        return text.substring(from, at - 1);
    }

    private char peek() {
        return text.charAt(at);
    }

    private void expect(char letter) {
        if (text.charAt(at++) != letter) {
            throw new IllegalArgumentException("no method signature: " + text);
        }
    }
}
