package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trees of small texts. */
class TreesTest {
    private static Expression value(String expression) {
        return ((Statement.Equation) Flows.statement("x = " + expression)).value();
    }

    /** Fully parenthesised, so that precedence shows. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        a + b * c                     ; (a + (b * c))
        a - b - c                     ; ((a - b) - c)
        a / b % c                     ; ((a / b) % c)
        -a * b                        ; ((-a) * b)
        a - -b                        ; (a - (-b))
        !a && b || c              ; (((!a) && b) || c)
        a || b && c               ; (a || (b && c))
        a + 1 < b && c == d           ; (((a + 1) < b) && (c == d))
        if a then b else c + 1        ; (if a then b else (c + 1))
        if a then b else if c then d else e ; (if a then b else (if c then d else e))
        (a + b) * c                   ; ((a + b) * c)
        """)
    void operatorsBindAsInArithmetic(String text, String expected) {
        assertThat(parenthesised(value(text))).isEqualTo(expected);
    }

    private static String parenthesised(Expression expression) {
        if (expression instanceof Expression.Binary b) {
            return "(" + parenthesised(b.left()) + " " + b.operator().symbol() + " " + parenthesised(b.right()) + ")";
        }
        if (expression instanceof Expression.Unary u) {
            return "(" + u.operator().symbol() + parenthesised(u.operand()) + ")";
        }
        if (expression instanceof Expression.Conditional c) {
            return "(if " + parenthesised(c.condition()) + " then " + parenthesised(c.whenTrue()) + " else "
                    + parenthesised(c.whenFalse()) + ")";
        }
        return expression.span().text();
    }

    @Test
    void rangesAreNoFloats() {
        assertThat(TreeText.of(Flows.statement("dim m = 1..50")))
                .isEqualTo("Dim(Name('m'), Range(IntLiteral(1), IntLiteral(50), false, -), -)");
        assertThat(TreeText.of(Flows.statement("dim m = 0..<n by 2")))
                .isEqualTo("Dim(Name('m'), Range(IntLiteral(0), Reference(QualifiedName([Name('n')]), -, false), true,"
                        + " IntLiteral(2)), -)");
    }

    @Test
    void numbersKeepTheirValue() {
        assertThat(((Expression.DurationLiteral) value("40ms")).seconds()).isEqualTo(0.04);
        assertThat(((Expression.DurationLiteral) value("6h")).seconds()).isEqualTo(21600.0);
        assertThat(((Expression.DurationLiteral) value("1.5min")).seconds()).isEqualTo(90.0);
        assertThat(((Expression.SizeLiteral) value("2GiB")).bytes()).isEqualTo(2L << 30);
        assertThat(((Expression.SizeLiteral) value("6.6MiB")).bytes()).isEqualTo(Math.round(6.6 * (1 << 20)));
        assertThat(((Expression.SizeLiteral) value("1_000kB")).bytes()).isEqualTo(1_000_000);
        assertThat(((Expression.FloatLiteral) value("273.15")).value()).isEqualTo(273.15);
        assertThat(((Expression.IntLiteral) value("9223372036854775807")).value())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void equationsHaveGuardsGeneratorsAndAnnotations() {
        assertThat(TreeText.of(Flows.statement(
                        "s[i, k + 1] where k < i = a.b(x[i - 1]?, n: *_) yields k @on(gpu)".replace("*_", "y[*]"))))
                .isEqualTo("Equation([Name('s')], [Reference(QualifiedName([Name('i')]), -, false), Binary(ADD,"
                        + " Reference(QualifiedName([Name('k')]), -, false), IntLiteral(1))],"
                        + " Binary(LESS, Reference(QualifiedName([Name('k')]), -, false),"
                        + " Reference(QualifiedName([Name('i')]), -, false)),"
                        + " Call(QualifiedName([Name('a'), Name('b')]), [Argument(-,"
                        + " Reference(QualifiedName([Name('x')]), [Point(Binary(SUBTRACT,"
                        + " Reference(QualifiedName([Name('i')]), -, false), IntLiteral(1)))], true)),"
                        + " Argument(Name('n'), Reference(QualifiedName([Name('y')]), [All()], false))]),"
                        + " Name('k'), [Annotation(Name('on'), [Argument(-,"
                        + " Reference(QualifiedName([Name('gpu')]), -, false))])], -)");
    }

    @Test
    void usesAreOfThreeKinds() {
        assertThat(TreeText.of(Flows.tree("use grid\nuse a.b as c\nuse java x.Y as z\nuse flow \"f.flow\" as g")
                        .statements()))
                .isEqualTo("[UseLibrary(QualifiedName([Name('grid')]), -, -),"
                        + " UseLibrary(QualifiedName([Name('a'), Name('b')]), Name('c'), -),"
                        + " UseJava(QualifiedName([Name('x'), Name('Y')]), Name('z'), -),"
                        + " UseFlow(StringLiteral([Text('f.flow')]), Name('g'), -)]");
    }

    @Test
    void typesTakeTheirBrackets() {
        assertThat(TreeText.of(Flows.statement("input x[i] : tensor<f64>[..]")))
                .isEqualTo("Input(Name('x'), [Name('i')], TensorOf(Name('f64'), -), -)");
        assertThat(TreeText.of(Flows.statement("input x : table{a: i64, by: utf8}")))
                .isEqualTo("Input(Name('x'), [], TableOf([Column(Name('a'), Named(QualifiedName([Name('i64')]))),"
                        + " Column(Name('by'), Named(QualifiedName([Name('utf8')])))]), -)");
        assertThat(TreeText.of(Flows.statement("param x : list<string> = []")))
                .isEqualTo("Param(Name('x'), ListOf(Named(QualifiedName([Name('string')]))), ListLiteral([]), -)");
    }

    @Test
    void publishesNameAndDescribe() {
        assertThat(TreeText.of(Flows.statement("publish a[i] as \"m/{i}\" with { k: i, u: \"K\" }")))
                .isEqualTo("Publish([Reference(QualifiedName([Name('a')]), [Point(Reference(QualifiedName([Name('i')]),"
                        + " -, false))], false)], StringLiteral([Text('m/'),"
                        + " Interpolation(Reference(QualifiedName([Name('i')]), -, false))]),"
                        + " [MetadataEntry(Name('k'), Reference(QualifiedName([Name('i')]), -, false)),"
                        + " MetadataEntry(Name('u'), StringLiteral([Text('K')]))], -)");
    }

    @Test
    void documentationBelongsToTheStatementBelow() {
        assertThat(Flows.statement("/// a\n///  b\n// c\nx = 1 /// d")
                        .documentation()
                        .orElseThrow()
                        .text())
                .isEqualTo("a\n b");
        assertThat(Flows.tree("x = 1 /// d\ny = 2").statements().get(1).documentation())
                .isEmpty();
        assertThat(Flows.tree("x = 1 /// d\ny = 2").comments()).hasSize(1);
    }

    @Test
    void escapesStandForCharacters() {
        Expression.StringLiteral text = (Expression.StringLiteral) value("\"a\\\"\\\\\\{\\}\\n\\t\\r\\u00e4}\"");
        assertThat(text.constant()).contains("a\"\\{}\n\t\r\u00e4}");
        assertThat(((Expression.StringLiteral) value("\"\"")).parts()).isEmpty();
        assertThat(((Expression.StringLiteral) value("\"{a}\"")).constant()).isEmpty();
    }

    @Test
    void wordsOfTheLanguageMayNameArgumentsAndMembers() {
        assertThat(TreeText.of(value("stats.by"))).contains("Name('stats'), Name('by')");
        assertThat(TreeText.of(value("f.g(input: 1, with: 2)"))).contains("Name('input')", "Name('with')");
    }
}
