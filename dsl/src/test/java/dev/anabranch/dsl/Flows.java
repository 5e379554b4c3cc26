package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Flows that the tests read. */
final class Flows {
    static final List<String> EXAMPLES =
            List.of("ensemble", "cholesky", "forecast", "revenue", "everything", "queries");

    private Flows() {}

    static String resource(String name) {
        try (InputStream in = Flows.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String example(String name) {
        return resource("examples/" + name + ".flow");
    }

    static SourceText source(String text) {
        return SourceText.of("test.flow", text);
    }

    /** The tree of a text that must parse. */
    static SyntaxTree tree(String text) {
        ParseResult result = Parser.parseWithErrors(source(text));
        assertThat(DiagnosticPrinter.plain().print(result.diagnostics())).isEmpty();
        return result.tree();
    }

    /** The only statement of a text that must parse. */
    static Statement statement(String text) {
        List<Statement> statements = tree(text).statements();
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    /** What is said about a text that must not parse. */
    static String complaints(String text) {
        ParseResult result = Parser.parseWithErrors(source(text));
        assertThat(result.hasErrors()).isTrue();
        return DiagnosticPrinter.plain().print(result.diagnostics());
    }
}
