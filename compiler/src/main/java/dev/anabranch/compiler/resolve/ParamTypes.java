package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.TypeExpression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The types that a param can have: single values, and lists of them. */
public final class ParamTypes {
    /** What other languages call the types. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("long", "int"),
            Map.entry("i64", "int"),
            Map.entry("i32", "int"),
            Map.entry("double", "float"),
            Map.entry("real", "float"),
            Map.entry("number", "float"),
            Map.entry("f64", "float"),
            Map.entry("f32", "float"),
            Map.entry("boolean", "bool"),
            Map.entry("str", "string"),
            Map.entry("text", "string"),
            Map.entry("file", "path"),
            Map.entry("folder", "path"),
            Map.entry("directory", "path"),
            Map.entry("time", "duration"),
            Map.entry("timedelta", "duration"),
            Map.entry("seconds", "duration"),
            Map.entry("bytes", "size"),
            Map.entry("memory", "size"),
            Map.entry("array", "list<int>"));

    private ParamTypes() {}

    /** The type that is written; empty if params cannot have it, which is reported. */
    static Optional<ValueType> read(TypeExpression type, Diagnostics diagnostics) {
        return type.accept(new TypeExpression.Visitor<>() {
            @Override
            public Optional<ValueType> named(TypeExpression.Named named) {
                String name = named.name().text();
                Optional<ValueType> found = Arrays.stream(ScalarType.values())
                        .filter(s -> s.label().equals(name))
                        .map(ValueType.class::cast)
                        .findFirst();
                return found.isPresent() ? found : unknown(name, named.span());
            }

            @Override
            public Optional<ValueType> listOf(TypeExpression.ListOf list) {
                Optional<ValueType> element = list.element().accept(this);
                if (element.isPresent() && !(element.get() instanceof ScalarType)) {
                    return refused(list.span());
                }
                return element.map(ValueType.ListOf::new);
            }

            @Override
            public Optional<ValueType> scalarOf(TypeExpression.ScalarOf scalar) {
                return refused(scalar.span());
            }

            @Override
            public Optional<ValueType> tensorOf(TypeExpression.TensorOf tensor) {
                return refused(tensor.span());
            }

            @Override
            public Optional<ValueType> tableOf(TypeExpression.TableOf table) {
                return refused(table.span());
            }

            private Optional<ValueType> refused(Span span) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.UNKNOWN_TYPE, span, "a param cannot be of type `" + span.text() + "`")
                        .withHelp("params are int, float, bool, string, path, duration, size or lists of these"));
                return Optional.empty();
            }

            private Optional<ValueType> unknown(String name, Span span) {
                List<String> names = Arrays.stream(ScalarType.values())
                        .map(ScalarType::label)
                        .toList();
                Diagnostic unknown = Diagnostic.error(CompilerCodes.UNKNOWN_TYPE, span, "unknown type `" + name + "`")
                        .withLabel("expected " + String.join(", ", names) + " or a list of these");
                String elsewhere = ELSEWHERE.getOrDefault(name.toLowerCase(Locale.ROOT), "");
                diagnostics.add(
                        elsewhere.isEmpty()
                                ? Spelling.suggest(unknown, name, names)
                                : unknown.withHelp("did you mean `" + elsewhere + "`?"));
                return Optional.empty();
            }
        });
    }

    /** The value as a value of the type, if it can be one; does not report. */
    public static Optional<Operand> convert(Operand value, ValueType type) {
        if (type instanceof ScalarType wanted) {
            return value instanceof Plain plain
                    ? PlainArithmetic.convert(plain, wanted).map(Operand.class::cast)
                    : Optional.empty();
        }
        if (!(value instanceof Operand.Listed listed) || !(type instanceof ValueType.ListOf list)) {
            return Optional.empty();
        }
        List<Operand> elements = new ArrayList<>();
        for (Operand element : listed.elements()) {
            Optional<Operand> converted = convert(element, list.element());
            if (converted.isEmpty()) {
                return converted;
            }
            elements.add(converted.get());
        }
        return Optional.of(new Operand.Listed(elements));
    }

    /** The type of a param that could have the value; empty if none could. */
    static Optional<ValueType> of(Operand value) {
        if (value instanceof Plain plain) {
            return Optional.of(plain.type());
        }
        if (!(value instanceof Operand.Listed listed)) {
            return Optional.empty();
        }
        List<ValueType> elements = listed.elements().stream()
                .map(ParamTypes::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return elements.size() == 1 && elements.get(0) instanceof ScalarType element
                ? Optional.of(new ValueType.ListOf(element))
                : Optional.empty();
    }

    /** What a value of the type looks like. */
    public static String example(ValueType type) {
        if (type instanceof ValueType.ListOf list) {
            return "a list such as `[" + sample(list.element()) + "]`";
        }
        String label = type.label();
        return (label.matches("[aeiou].*") ? "an " : "a ") + label + " such as `" + sample(type) + "`";
    }

    /** One value of the type. */
    public static String sample(ValueType type) {
        if (!(type instanceof ScalarType scalar)) {
            return "...";
        }
        return switch (scalar) {
            case INT -> "40";
            case FLOAT -> "273.15";
            case BOOL -> "true";
            case STRING -> "text";
            case PATH -> "folder/file";
            case DURATION -> "6h";
            case SIZE -> "2MiB";
        };
    }
}
