package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.codegen.source.Expression.Kind;
import dev.anabranch.model.graph.Scalar;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;

/** Elements of lists: the lists are tables of the plan, which hold integers and texts. */
final class ElementCode {
    private final ClassConstants constants;

    ElementCode(ClassConstants constants) {
        this.constants = constants;
    }

    Expression of(Scalar.Element element, Expression index) {
        CodeBlock place = ValueConversion.toInt(index);
        return switch (element.type()) {
            case STRING, PATH -> Expression.of(Kind.STRING, Expression.ATOM, text(element, place));
            case INT, SIZE -> integer(element, place);
            case FLOAT ->
                Expression.of(
                        Kind.DOUBLE,
                        Expression.ATOM,
                        CodeBlock.of("$T.longBitsToDouble($L)", Double.class, number(element, place)));
            case BOOL ->
                Expression.of(Kind.BOOLEAN, Expression.EQUALITY, CodeBlock.of("$L != 0", number(element, place)));
            case DURATION ->
                Expression.of(
                        Kind.DURATION,
                        Expression.ATOM,
                        CodeBlock.of("$T.ofNanos($L)", Duration.class, number(element, place)));
        };
    }

    private Expression integer(Scalar.Element element, CodeBlock place) {
        LongSummaryStatistics bounds =
                element.values().stream().mapToLong(v -> (Long) v).summaryStatistics();
        return new Expression(
                number(element, place),
                Expression.ATOM,
                Kind.LONG,
                BigInteger.valueOf(bounds.getMin()),
                BigInteger.valueOf(bounds.getMax()));
    }

    private CodeBlock text(Scalar.Element element, CodeBlock place) {
        List<String> texts = element.values().stream().map(String.class::cast).toList();
        return CodeBlock.of(
                "worker.text($L, $L)", constants.texts(element.list() + "_list", texts, comment(element)), place);
    }

    private CodeBlock number(Scalar.Element element, CodeBlock place) {
        long[] numbers = element.values().stream().mapToLong(ElementCode::bits).toArray();
        return CodeBlock.of(
                "worker.value($L, $L)", constants.table(element.list() + "_list", numbers, comment(element)), place);
    }

    private static String comment(Scalar.Element element) {
        return "Number of the list " + CommentText.safe(element.list()) + ".";
    }

    private static long bits(Object value) {
        if (value instanceof Double number) {
            return Double.doubleToLongBits(number);
        }
        if (value instanceof Duration duration) {
            return duration.toNanos();
        }
        return value instanceof Boolean truth ? (truth ? 1 : 0) : (Long) value;
    }
}
