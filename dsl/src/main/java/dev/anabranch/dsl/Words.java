package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** How tokens are called when we talk to the author of a flow. */
final class Words {
    private static final int LONGEST_SHOWN = 40;

    private Words() {}

    /** Whether a token is a word of the language that cannot be a name. */
    static boolean isKeyword(int type) {
        return type >= FlowLexer.FLOW && type <= FlowLexer.FALSE;
    }

    /** What was found: {@code `)`}, the number {@code `3`}. Not for the end of the text. */
    static String found(Token token) {
        String text = token.getText();
        String shown = "`" + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...") + "`";
        return switch (token.getType()) {
            case FlowLexer.STRING ->
                text.startsWith(TextBlocks.QUOTES)
                        ? "a text block"
                        : "the string " + (text.length() <= LONGEST_SHOWN ? text : shown);
            case FlowLexer.INT, FlowLexer.FLOAT, FlowLexer.QUANTITY -> "the number " + shown;
            case FlowLexer.NAME -> "the name " + shown;
            default -> isKeyword(token.getType()) ? "the word " + shown : shown;
        };
    }

    /**
     * What was expected, such as {@code `,` or `]`}. A whole expression counts as one thing, and so do the operators; what
     * could prolong the operand before an operator is left out.
     *
     * @param end how the end of the stretch is called that is being read
     */
    static String expected(IntervalSet types, String end) {
        boolean expression = types.contains(FlowLexer.FLOAT) && types.contains(FlowLexer.NAME);
        boolean anyWord = !expression && types.contains(FlowLexer.NAME);
        boolean operator = types.contains(FlowLexer.PLUS) && !expression;
        Set<String> things = new LinkedHashSet<>();
        if (expression) {
            things.add("an expression");
        }
        if (operator) {
            things.add("an operator");
        }
        for (int type : types.toArray()) {
            boolean covered = type == Token.EOF
                    || (expression && startsExpression(type))
                    || (anyWord && isKeyword(type))
                    || (operator && (isOperator(type) || prolongsOperand(type)));
            if (!covered) {
                things.add(one(type));
            }
        }
        if (types.contains(Token.EOF)) {
            things.add(end);
        }
        return join(List.copyOf(things));
    }

    private static boolean prolongsOperand(int type) {
        return switch (type) {
            case FlowLexer.DOT, FlowLexer.QUESTION, FlowLexer.LEFT_PAREN, FlowLexer.LEFT_BRACKET -> true;
            default -> false;
        };
    }

    private static String one(int type) {
        return switch (type) {
            case FlowLexer.NAME -> "a name";
            case FlowLexer.STRING -> "a string";
            case FlowLexer.INT, FlowLexer.FLOAT, FlowLexer.QUANTITY -> "a number";
            case FlowLexer.RANGE, FlowLexer.RANGE_BELOW -> "`..`";
            default -> {
                String literal = FlowLexer.VOCABULARY.getLiteralName(type);
                yield literal == null ? "something else" : "`" + literal.substring(1, literal.length() - 1) + "`";
            }
        };
    }

    private static boolean startsExpression(int type) {
        return switch (type) {
            case FlowLexer.INT,
                    FlowLexer.FLOAT,
                    FlowLexer.QUANTITY,
                    FlowLexer.STRING,
                    FlowLexer.NAME,
                    FlowLexer.TRUE,
                    FlowLexer.FALSE,
                    FlowLexer.IF,
                    FlowLexer.MINUS,
                    FlowLexer.NOT,
                    FlowLexer.LEFT_PAREN,
                    FlowLexer.LEFT_BRACKET -> true;
            default -> isKeyword(type);
        };
    }

    private static boolean isOperator(int type) {
        return type >= FlowLexer.OR && type <= FlowLexer.PERCENT;
    }

    private static String join(List<String> things) {
        int size = things.size();
        return switch (size) {
            case 0 -> "nothing more";
            case 1 -> things.get(0);
            default -> String.join(", ", things.subList(0, size - 1)) + " or " + things.get(size - 1);
        };
    }
}
