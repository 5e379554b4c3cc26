package dev.anabranch.testkit.reference;

import dev.anabranch.api.ElementType;
import dev.anabranch.dsl.tree.TypeExpression;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;

/** What the datasets of an input are, as its flow declares it. */
final class InputTypes implements TypeExpression.Visitor<ValueType> {
    private InputTypes() {}

    static ValueType of(TypeExpression type) {
        return type.accept(new InputTypes());
    }

    private static Refusal unknown(TypeExpression type) {
        return Refusal.of(type.span(), "no type: " + type.span().text());
    }

    @Override
    public ValueType named(TypeExpression.Named type) {
        String name = type.name().text();
        for (ScalarType scalar : ScalarType.values()) {
            if (scalar.label().equals(name)) {
                return scalar;
            }
        }
        return switch (name) {
            case "file" -> ScalarType.PATH;
            case "bytes" -> new ValueType.BytesType();
            case "tensor" -> new ValueType.AnyTensor();
            case "table" -> new ValueType.TableType();
            default -> {
                if (type.name().isSimple()) {
                    throw unknown(type);
                }
                yield new ValueType.JavaObject(name);
            }
        };
    }

    @Override
    public ValueType listOf(TypeExpression.ListOf type) {
        return new ValueType.ListOf(of(type.element()));
    }

    @Override
    public ValueType scalarOf(TypeExpression.ScalarOf type) {
        return switch (type.element().span().text()) {
            case "f64", "f32" -> ScalarType.FLOAT;
            case "i64", "i32" -> ScalarType.INT;
            case "utf8" -> ScalarType.STRING;
            default -> of(type.element());
        };
    }

    @Override
    public ValueType tensorOf(TypeExpression.TensorOf type) {
        for (ElementType element : ElementType.values()) {
            if (element.label().equals(type.element().text())) {
                return new ValueType.TensorOf(element);
            }
        }
        throw unknown(type);
    }

    @Override
    public ValueType tableOf(TypeExpression.TableOf type) {
        return new ValueType.TableType();
    }
}
