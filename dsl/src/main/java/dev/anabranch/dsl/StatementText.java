package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.Annotation;
import dev.anabranch.dsl.tree.DimDomain;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.TypeExpression;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The canonical text of a statement, without its documentation, with {@link ExpressionText#BREAK}s: in cells, of which
 * those of statements in a row stand below each other. Where two cells meet the line may be broken.
 */
final class StatementText
        implements Statement.Visitor<List<String>>, DimDomain.Visitor<String>, TypeExpression.Visitor<String> {
    private static final StatementText INSTANCE = new StatementText();
    private static final char BREAK = ExpressionText.BREAK;

    private StatementText() {}

    static List<String> cells(Statement statement) {
        return statement.accept(INSTANCE);
    }

    @Override
    public List<String> useLibrary(Statement.UseLibrary statement) {
        return List.of("use " + statement.library().text()
                + statement.alias().map(a -> " as " + a.text()).orElse(""));
    }

    @Override
    public List<String> useJava(Statement.UseJava statement) {
        return List.of("use java " + statement.className().text() + " as "
                + statement.alias().text());
    }

    @Override
    public List<String> useFlow(Statement.UseFlow statement) {
        return List.of("use flow " + ExpressionText.of(statement.path()) + " as "
                + statement.alias().text());
    }

    @Override
    public List<String> param(Statement.Param statement) {
        String value = statement
                .defaultValue()
                .map(v -> " =" + BREAK + ExpressionText.of(v))
                .orElse("");
        return List.of("param " + statement.name().text(), ": " + type(statement.type()) + value);
    }

    @Override
    public List<String> dim(Statement.Dim statement) {
        return List.of(
                "dim " + statement.name().text(), "= " + statement.domain().accept(this));
    }

    @Override
    public List<String> input(Statement.Input statement) {
        String dims = statement.dims().isEmpty() ? "" : "[" + names(statement.dims()) + "]";
        return List.of("input " + statement.name().text() + dims, ": " + type(statement.type()));
    }

    @Override
    public List<String> output(Statement.Output statement) {
        return List.of("output "
                + statement.names().stream().map(QualifiedName::text).collect(Collectors.joining("," + BREAK)));
    }

    @Override
    public List<String> equation(Statement.Equation statement) {
        List<Name> targets = statement.targets();
        String left = targets.size() == 1 ? targets.get(0).text() : "(" + names(targets) + ")";
        String indices = statement.indices().isEmpty()
                ? ""
                : statement.indices().stream()
                        .map(i -> ExpressionText.of(i).replace(BREAK, ' '))
                        .collect(Collectors.joining(", ", "[", "]"));
        String guard =
                statement.guard().map(g -> "where " + ExpressionText.of(g)).orElse("");
        return List.of(left + indices, guard, "=" + BREAK + rightSide(statement));
    }

    private static String rightSide(Statement.Equation statement) {
        StringBuilder out = new StringBuilder(ExpressionText.of(statement.value()));
        statement.yields().ifPresent(y -> out.append(BREAK).append("yields ").append(y.text()));
        for (Annotation annotation : statement.annotations()) {
            out.append(BREAK).append('@').append(annotation.name().text());
            if (!annotation.arguments().isEmpty()) {
                out.append('(')
                        .append(ExpressionText.of(annotation.arguments()))
                        .append(')');
            }
        }
        return out.toString();
    }

    @Override
    public List<String> publish(Statement.Publish statement) {
        String datasets =
                statement.datasets().stream().map(ExpressionText::of).collect(Collectors.joining("," + BREAK));
        String name =
                statement.catalogueName().map(n -> "as " + ExpressionText.of(n)).orElse("");
        String metadata = statement.metadata().isEmpty()
                ? ""
                : statement.metadata().stream()
                        .map(e -> e.key().text() + ": " + ExpressionText.of(e.value()))
                        .collect(Collectors.joining("," + BREAK, "with { ", " }"));
        return Stream.of("publish " + datasets, name, metadata)
                .filter(c -> !c.isEmpty())
                .toList();
    }

    @Override
    public String range(DimDomain.Range domain) {
        return ExpressionText.range(domain.from(), domain.to(), domain.toExclusive(), domain.by());
    }

    @Override
    public String listed(DimDomain.Listed domain) {
        return ExpressionText.of(new Expression.ListLiteral(domain.elements(), domain.span()));
    }

    @Override
    public String files(DimDomain.Files domain) {
        return "files(" + ExpressionText.of(domain.glob()) + ")";
    }

    @Override
    public String lines(DimDomain.Lines domain) {
        return "lines(" + ExpressionText.of(domain.path()) + ")";
    }

    @Override
    public String computed(DimDomain.Computed domain) {
        return ExpressionText.of(domain.expression());
    }

    private String type(TypeExpression type) {
        return type.accept(this);
    }

    @Override
    public String named(TypeExpression.Named type) {
        return type.name().text();
    }

    @Override
    public String listOf(TypeExpression.ListOf type) {
        return "list<" + type(type.element()) + ">";
    }

    @Override
    public String scalarOf(TypeExpression.ScalarOf type) {
        return "scalar<" + type(type.element()) + ">";
    }

    @Override
    public String tensorOf(TypeExpression.TensorOf type) {
        String shape = type.shape()
                .map(axes -> axes.stream().map(ExpressionText::of).collect(Collectors.joining(", ")))
                .orElse("..");
        return "tensor<" + type.element().text() + ">[" + shape + "]";
    }

    @Override
    public String tableOf(TypeExpression.TableOf type) {
        return "table"
                + type.columns()
                        .map(columns -> columns.stream()
                                .map(c -> c.name().text() + ": " + type(c.type()))
                                .collect(Collectors.joining("," + BREAK, "{", "}")))
                        .orElse("");
    }

    private static String names(List<Name> names) {
        return names.stream().map(Name::text).collect(Collectors.joining(", "));
    }
}
