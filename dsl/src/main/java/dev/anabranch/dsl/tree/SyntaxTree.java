package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * A flow file as its author wrote it: nothing is resolved, nothing is checked beyond its form.
 *
 * @param source the file
 * @param header the {@code flow} statement, if the file has one
 * @param statements the other statements in the order of the file
 * @param comments the comments that document no statement, in the order of the file
 */
public record SyntaxTree(
        SourceText source, Optional<FlowHeader> header, List<Statement> statements, List<Comment> comments) {
    public SyntaxTree {
        statements = List.copyOf(statements);
        comments = List.copyOf(comments);
    }

    /** The libraries used. */
    public List<Statement.UseLibrary> libraries() {
        return all(Statement.UseLibrary.class);
    }

    /** The Java classes used. */
    public List<Statement.UseJava> javaClasses() {
        return all(Statement.UseJava.class);
    }

    /** The other flows used. */
    public List<Statement.UseFlow> flows() {
        return all(Statement.UseFlow.class);
    }

    /** The params. */
    public List<Statement.Param> params() {
        return all(Statement.Param.class);
    }

    /** The dims. */
    public List<Statement.Dim> dims() {
        return all(Statement.Dim.class);
    }

    /** The inputs. */
    public List<Statement.Input> inputs() {
        return all(Statement.Input.class);
    }

    /** The outputs. */
    public List<Statement.Output> outputs() {
        return all(Statement.Output.class);
    }

    /** The equations. */
    public List<Statement.Equation> equations() {
        return all(Statement.Equation.class);
    }

    /** The publish statements. */
    public List<Statement.Publish> publishes() {
        return all(Statement.Publish.class);
    }

    private <S extends Statement> List<S> all(Class<S> kind) {
        return statements.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
