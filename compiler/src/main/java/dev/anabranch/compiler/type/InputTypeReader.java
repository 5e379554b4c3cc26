package dev.anabranch.compiler.type;

import dev.anabranch.api.ElementType;
import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.TypeExpression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads the types of inputs; empty where one is wrong, which is reported. */
final class InputTypeReader implements TypeExpression.Visitor<Optional<InputType>> {
    private static final List<String> COLUMN_TYPES = List.of(
            "i8",
            "i16",
            "i32",
            "i64",
            "u8",
            "u16",
            "u32",
            "u64",
            "f32",
            "f64",
            "bool",
            "utf8",
            "binary",
            "decimal",
            "date",
            "time",
            "timestamp");
    private static final Map<String, ValueType> NAMED = named();
    private static final Map<String, ScalarType> SCALARS = Map.of(
            "f64", ScalarType.FLOAT,
            "f32", ScalarType.FLOAT,
            "i64", ScalarType.INT,
            "i32", ScalarType.INT,
            "utf8", ScalarType.STRING);

    private final Declarations declarations;
    private final ExpressionReader reader;
    private final Diagnostics diagnostics;

    /** @param reader of what is known when the plan is made */
    InputTypeReader(Declarations declarations, ExpressionReader reader, Diagnostics diagnostics) {
        this.declarations = declarations;
        this.reader = reader;
        this.diagnostics = diagnostics;
    }

    private static Map<String, ValueType> named() {
        Map<String, ValueType> named = new LinkedHashMap<>();
        for (ScalarType scalar : ScalarType.values()) {
            named.put(scalar.label(), scalar);
        }
        named.put("file", ScalarType.PATH);
        named.put("bytes", new ValueType.BytesType());
        named.put("tensor", new ValueType.AnyTensor());
        named.put("table", new ValueType.TableType());
        return named;
    }

    Optional<InputType> read(TypeExpression type) {
        return type.accept(this);
    }

    private Optional<InputType> unknown(String name, Span span, List<String> names) {
        diagnostics.add(Spelling.suggest(
                Diagnostic.error(CompilerCodes.UNKNOWN_TYPE, span, "unknown type `" + name + "`")
                        .withLabel("expected " + String.join(", ", names)),
                name,
                names));
        return Optional.empty();
    }

    @Override
    public Optional<InputType> named(TypeExpression.Named type) {
        String name = type.name().text();
        ValueType known = NAMED.get(name);
        if (known != null) {
            return Optional.of(InputType.of(known));
        }
        return type.name().isSimple()
                ? unknown(name, type.span(), List.copyOf(NAMED.keySet()))
                : Optional.of(InputType.of(javaClass(name)));
    }

    /** Tasks name a nested class with a dollar sign, which flows write as a dot like everybody else. */
    private ValueType javaClass(String name) {
        return declarations.libraries().values().stream()
                .flatMap(Optional::stream)
                .map(TaskLibrary::tasks)
                .flatMap(List::stream)
                .flatMap(InputTypeReader::types)
                .map(type -> type instanceof ValueType.ListOf list ? list.element() : type)
                .filter(ValueType.JavaObject.class::isInstance)
                .filter(type -> type.label().replace('$', '.').equals(name))
                .findFirst()
                .orElse(new ValueType.JavaObject(name));
    }

    private static Stream<ValueType> types(TaskSignature task) {
        return Stream.concat(
                task.parameters().stream().map(TaskSignature.Parameter::type),
                task.outputs().stream().map(TaskSignature.Output::type));
    }

    @Override
    public Optional<InputType> listOf(TypeExpression.ListOf type) {
        return read(type.element()).map(element -> InputType.of(new ValueType.ListOf(element.type())));
    }

    @Override
    public Optional<InputType> scalarOf(TypeExpression.ScalarOf type) {
        String name = type.element().span().text();
        Optional<ScalarType> scalar = Optional.ofNullable(SCALARS.get(name))
                .or(() -> Optional.ofNullable(NAMED.get(name))
                        .filter(ScalarType.class::isInstance)
                        .map(ScalarType.class::cast));
        if (scalar.isEmpty()) {
            List<String> names = new ArrayList<>(List.of("f64", "i64", "utf8"));
            Arrays.stream(ScalarType.values()).map(ScalarType::label).forEach(names::add);
            return unknown(name, type.element().span(), names);
        }
        return scalar.map(InputType::of);
    }

    @Override
    public Optional<InputType> tensorOf(TypeExpression.TensorOf type) {
        String name = type.element().text();
        Optional<List<OptionalLong>> shape =
                type.shape().map(sizes -> sizes.stream().map(this::size).toList());
        Optional<ElementType> element = Arrays.stream(ElementType.values())
                .filter(e -> e.label().equals(name))
                .findFirst();
        if (element.isEmpty()) {
            return unknown(
                    name,
                    type.element().span(),
                    Arrays.stream(ElementType.values()).map(ElementType::label).toList());
        }
        return element.map(e -> new InputType(new ValueType.TensorOf(e), shape, Optional.empty()));
    }

    private OptionalLong size(Expression expression) {
        Optional<Plain> size = reader.plain(expression, ScalarType.INT, "the size of an axis");
        if (size.isEmpty() || !size.get().constant()) {
            return OptionalLong.empty();
        }
        long value = (Long) ((Literal) size.get().scalar()).value();
        if (value < 0) {
            diagnostics.add(
                    Diagnostic.error(CompilerCodes.BAD_ARITHMETIC, expression.span(), "the size of an axis is " + value)
                            .withLabel("expected an integer that is not negative"));
            return OptionalLong.empty();
        }
        return OptionalLong.of(value);
    }

    @Override
    public Optional<InputType> tableOf(TypeExpression.TableOf type) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (TypeExpression.Column column : type.columns().orElse(List.of())) {
            String label = column.type().span().text();
            if (!COLUMN_TYPES.contains(label)) {
                unknown(label, column.type().span(), COLUMN_TYPES);
            }
            if (columns.putIfAbsent(column.name().text(), label) != null) {
                diagnostics.add(Diagnostic.error(
                        CompilerCodes.DECLARED_TWICE,
                        column.name().span(),
                        "the column `" + column.name() + "` is declared twice"));
            }
        }
        return Optional.of(new InputType(
                new ValueType.TableType(), Optional.empty(), type.columns().map(c -> columns)));
    }
}
