package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Span;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FormatterLawsTest {
    @Provide
    Arbitrary<SyntaxTree> flows() {
        return Trees.flows();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatIsFormattedMeansTheSame(@ForAll("flows") SyntaxTree tree) {
        SyntaxTree again = Flows.tree(Formatter.format(tree));
        assertThat(TreeText.of(again.statements())).isEqualTo(TreeText.of(tree.statements()));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void formattingTwiceIsFormattingOnce(@ForAll("flows") SyntaxTree tree) {
        String once = Formatter.format(tree);
        assertThat(Formatter.format(Flows.tree(once))).isEqualTo(once);
    }

    /** Comments anywhere between two words are kept, and neither they nor blanks change the meaning. */
    @Property(tries = 100)
    void commentsAreKeptAndChangeNothing(@ForAll @IntRange(max = 5) int example, @ForAll long seed) {
        SyntaxTree tree = Flows.tree(Flows.example(Flows.EXAMPLES.get(example)));
        String text = tree.source().text();
        Random random = new Random(seed);
        StringBuilder commented = new StringBuilder();
        int comments = 0;
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean afterLine = i > 0 && text.charAt(i - 1) == '\n';
            if (i >= next && afterLine && !inComment(tree, i)) {
                commented.append(random.nextBoolean() ? "// line\n" : "/* block */ ");
                comments++;
                next = i + random.nextInt(80);
            }
            commented.append(c);
        }
        SyntaxTree more = Flows.tree(commented.toString());
        String formatted = Formatter.format(more);
        SyntaxTree again = Flows.tree(formatted);
        assertThat(TreeText.of(again.statements())).isEqualTo(TreeText.of(tree.statements()));
        assertThat(again.comments()).hasSize(tree.comments().size() + comments);
        assertThat(Formatter.format(again)).isEqualTo(formatted);
    }

    private static boolean inComment(SyntaxTree tree, int offset) {
        // A comment between two lines of documentation cuts the upper one off, so not there either.
        boolean inTextBlock = Tokens.of(
                        new Span(tree.source(), 0, tree.source().text().length()))
                .words()
                .stream()
                .anyMatch(t -> t.getStartIndex() < offset && offset <= t.getStopIndex());
        return inTextBlock
                || tree.source().text().startsWith("///", offset)
                || tree.comments().stream()
                        .anyMatch(c ->
                                c.span().start() < offset && offset < c.span().end());
    }
}
