package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.Flow;
import dev.anabranch.dsl.grammar.FlowBaseVisitor;
import dev.anabranch.dsl.tree.Annotation;
import dev.anabranch.dsl.tree.DimDomain;
import dev.anabranch.dsl.tree.Documentation;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.MetadataEntry;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From the generated parser's contexts to statements, and the mistakes that a grammar says badly. */
final class StatementBuilder extends FlowBaseVisitor<Statement> {
    private final ExpressionBuilder expressions;
    private final TypeBuilder types;
    private final Optional<Documentation> documentation;
    private final Span span;

    /**
     * @param documentation of the statement
     * @param span of the statement
     */
    StatementBuilder(ExpressionBuilder expressions, Optional<Documentation> documentation, Span span) {
        this.expressions = expressions;
        this.types = new TypeBuilder(expressions);
        this.documentation = documentation;
        this.span = span;
    }

    @Override
    public Statement visitStatement(Flow.StatementContext context) {
        return visit(context.getChild(0));
    }

    @Override
    public Statement visitUseLibrary(Flow.UseLibraryContext context) {
        return new Statement.UseLibrary(
                expressions.qualifiedName(context.qualifiedName()),
                Optional.ofNullable(context.NAME()).map(this::name),
                documentation,
                span);
    }

    @Override
    public Statement visitUseJava(Flow.UseJavaContext context) {
        Name word = name(context.NAME(0));
        if (!word.text().equals("java")) {
            throw new SyntaxError(Diagnostic.error(
                            SyntaxCodes.UNEXPECTED, word.span(), "`use " + word.text() + "` takes no second name")
                    .withLabel("expected `java`, or the library's name alone")
                    .withHelp("a Java class: `use java com.acme.Post as post`; a library: `use grid as g`"));
        }
        return new Statement.UseJava(
                expressions.qualifiedName(context.qualifiedName()), name(context.NAME(1)), documentation, span);
    }

    @Override
    public Statement visitUseFlow(Flow.UseFlowContext context) {
        return new Statement.UseFlow(
                expressions.string(context.STRING().getSymbol()), name(context.NAME()), documentation, span);
    }

    @Override
    public Statement visitParam(Flow.ParamContext context) {
        return new Statement.Param(
                name(context.NAME()),
                types.type(context.type()),
                expressions.optional(context.expression()),
                documentation,
                span);
    }

    @Override
    public Statement visitDim(Flow.DimContext context) {
        return new Statement.Dim(name(context.NAME()), domain(context.span()), documentation, span);
    }

    private DimDomain domain(Flow.SpanContext context) {
        Expression first = expressions.expression(context.expression(0));
        Span place = expressions.span(context);
        if (context.expression().size() > 1) {
            return new DimDomain.Range(
                    first,
                    expressions.expression(context.expression(1)),
                    context.RANGE_BELOW() != null,
                    expressions.optional(context.expression(2)),
                    place);
        }
        if (first instanceof Expression.ListLiteral list) {
            return new DimDomain.Listed(list.elements(), place);
        }
        if (first instanceof Expression.Call call && takesOneValue(call)) {
            Expression value = call.arguments().get(0).value();
            switch (call.callee().text()) {
                case "files" -> {
                    return new DimDomain.Files(value, place);
                }
                case "lines" -> {
                    return new DimDomain.Lines(value, place);
                }
                default -> {}
            }
        }
        return new DimDomain.Computed(first, place);
    }

    private static boolean takesOneValue(Expression.Call call) {
        return call.arguments().size() == 1 && call.arguments().get(0).label().isEmpty();
    }

    @Override
    public Statement visitInput(Flow.InputContext context) {
        List<Name> names = context.NAME().stream().map(this::name).toList();
        return new Statement.Input(
                names.get(0), names.subList(1, names.size()), types.type(context.type()), documentation, span);
    }

    @Override
    public Statement visitOutput(Flow.OutputContext context) {
        return new Statement.Output(context.NAME().stream().map(this::name).toList(), documentation, span);
    }

    @Override
    public Statement visitPublish(Flow.PublishContext context) {
        List<Expression.Reference> datasets =
                context.dataset().stream().map(this::dataset).toList();
        Optional<Expression.StringLiteral> name =
                Optional.ofNullable(context.STRING()).map(s -> expressions.string(s.getSymbol()));
        if (name.isPresent() && datasets.size() > 1) {
            throw new SyntaxError(Diagnostic.error(
                            SyntaxCodes.SEVERAL_UNDER_ONE_NAME,
                            name.get().span(),
                            "one name for " + datasets.size() + " datasets")
                    .withHelp("publish each by a statement of its own, or leave `as` out: then each keeps its name"));
        }
        List<MetadataEntry> metadata = context.metadata() == null
                ? List.of()
                : context.metadata().entry().stream().map(this::entry).toList();
        return new Statement.Publish(datasets, name, metadata, documentation, span);
    }

    private Expression.Reference dataset(Flow.DatasetContext context) {
        QualifiedName name = expressions.qualifiedName(context.qualifiedName());
        return new Expression.Reference(
                name,
                Optional.ofNullable(context.indices()).map(expressions::indices),
                context.QUESTION() != null,
                expressions.span(context));
    }

    private MetadataEntry entry(Flow.EntryContext context) {
        return new MetadataEntry(
                expressions.word(context.word()),
                expressions.expression(context.expression()),
                expressions.span(context));
    }

    @Override
    public Statement visitEquation(Flow.EquationContext context) {
        List<Expression> indices = context.indices() == null
                ? List.of()
                : expressions.indices(context.indices()).stream()
                        .map(StatementBuilder::leftIndex)
                        .toList();
        boolean guarded = context.WHERE() != null;
        return new Statement.Equation(
                context.targets().NAME().stream().map(this::name).toList(),
                indices,
                guarded ? Optional.of(expressions.expression(context.expression(0))) : Optional.empty(),
                expressions.expression(context.expression(guarded ? 1 : 0)),
                Optional.ofNullable(context.NAME()).map(this::name),
                context.annotation().stream().map(this::annotation).toList(),
                documentation,
                span);
    }

    private static Expression leftIndex(Index index) {
        return index.accept(new Index.Visitor<Expression>() {
            @Override
            public Expression all(Index.All all) {
                throw notOne(all.span(), "give the dim's name; an equation holds for all of its coordinates");
            }

            @Override
            public Expression range(Index.Range range) {
                throw notOne(range.span(), "give the dim's name and say with `where` for which coordinates it holds");
            }

            @Override
            public Expression point(Index.Point point) {
                return point.coordinate();
            }
        });
    }

    private static SyntaxError notOne(Span span, String help) {
        return new SyntaxError(
                Diagnostic.error(SyntaxCodes.LEFT_SIDE_INDEX, span, "`" + span.text() + "` is no index for a left side")
                        .withLabel("expected a dim, a constant, or a dim plus a constant")
                        .withHelp(help));
    }

    private Annotation annotation(Flow.AnnotationContext context) {
        return new Annotation(
                expressions.word(context.word()),
                context.arguments() == null ? List.of() : expressions.arguments(context.arguments()),
                expressions.span(context));
    }

    private Name name(TerminalNode node) {
        return expressions.name(node.getSymbol());
    }
}
