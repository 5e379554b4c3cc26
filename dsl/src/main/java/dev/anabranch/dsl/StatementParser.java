package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.Flow;
import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Runs the generated parser over the tokens of one statement. Fast prediction comes first; only what it refuses is read
 * again with full context, which alone decides. The parser never repairs: at the first error it stops.
 */
final class StatementParser {
    /** Up to this position in a statement we find out exactly what could have stood there. */
    private static final int EXACT_UP_TO = 1_000;

    private final Flow parser = new Flow(new CommonTokenStream(new ListTokenSource(List.of())));

    private boolean exact = true;

    StatementParser() {
        parser.removeErrorListeners();
        parser.setErrorHandler(new StopAtFirstError());
    }

    /** From here on what was expected is only roughly known: for mistakes that are counted, not shown. */
    void beRough() {
        exact = false;
    }

    /**
     * Parses a statement.
     *
     * @throws SyntaxError with {@link SyntaxAdvice}'s diagnostic
     */
    Flow.StatementContext statement(StatementTokens statement, Positions positions) {
        return parse(statement, positions, Flow::statement, SyntaxAdvice::diagnose);
    }

    /**
     * Parses what stands between the braces of a string.
     *
     * @throws SyntaxError with {@link SyntaxAdvice}'s diagnostic
     */
    Flow.InterpolationContext interpolation(StatementTokens expression, Positions positions) {
        return parse(expression, positions, Flow::interpolation, SyntaxAdvice::diagnoseInString);
    }

    private <C> C parse(StatementTokens statement, Positions positions, Function<Flow, C> rule, Advice advice) {
        List<Token> tokens = withEnd(statement.tokens());
        try {
            return run(tokens, PredictionMode.SLL, rule);
        } catch (Stopped fast) {
            try {
                return run(tokens, PredictionMode.LL, rule);
            } catch (Stopped refused) {
                Token found = refused.at();
                IntervalSet expected = expected(tokens, tokens.indexOf(found), refused.reason, rule);
                throw new SyntaxError(advice.diagnose(statement, positions, found, expected));
            }
        }
    }

    private <C> C run(List<Token> tokens, PredictionMode mode, Function<Flow, C> rule) {
        parser.getInterpreter().setPredictionMode(mode);
        parser.setTokenStream(new CommonTokenStream(new ListTokenSource(tokens)));
        return rule.apply(parser);
    }

    /**
     * What could stand at a position: every type of token is tried there. The generated parser knows only what could
     * stand where its last decision began, which may lie before.
     */
    private <C> IntervalSet expected(
            List<Token> tokens, int position, RecognitionException cause, Function<Flow, C> rule) {
        if (!exact || position > EXACT_UP_TO) {
            return cause.getExpectedTokens();
        }
        IntervalSet viable = new IntervalSet();
        Token found = tokens.get(position);
        for (int type = FlowLexer.FLOW; type <= FlowLexer.NOT; type++) {
            if (type == FlowLexer.UNCLOSED_STRING || type == FlowLexer.UNCLOSED_TEXT_BLOCK) {
                continue;
            }
            CommonToken tried = new CommonToken(found);
            tried.setType(type);
            List<Token> prefix = new ArrayList<>(tokens.subList(0, position));
            prefix.add(tried);
            if (reaches(withEnd(prefix), tried, rule)) {
                viable.add(type);
            }
        }
        List<Token> ended = withEnd(tokens.subList(0, position));
        if (position > 0 && reaches(ended, ended.get(position), rule)) {
            viable.add(Token.EOF);
        }
        return viable;
    }

    /** Whether parsing gets past a token. */
    private <C> boolean reaches(List<Token> tokens, Token tried, Function<Flow, C> rule) {
        try {
            run(tokens, PredictionMode.LL, rule);
            return true;
        } catch (Stopped failed) {
            return failed.at() != tried;
        }
    }

    /** The tokens with an end-of-file directly behind the last of them. */
    private static List<Token> withEnd(List<Token> tokens) {
        List<Token> ended = new ArrayList<>(tokens);
        if (!tokens.isEmpty()) {
            CommonToken end = new CommonToken(tokens.get(tokens.size() - 1));
            end.setType(Token.EOF);
            end.setText("");
            end.setStartIndex(end.getStopIndex() + 1);
            ended.add(end);
        }
        return ended;
    }

    /** Puts into words what was found and what could have stood there. */
    private interface Advice {
        Diagnostic diagnose(StatementTokens tokens, Positions positions, Token found, IntervalSet expected);
    }

    /** Leaves the generated parser at the first error. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient RecognitionException reason;

        Stopped(RecognitionException reason) {
            super(null, null, false, false);
            this.reason = reason;
        }

        Token at() {
            return reason.getOffendingToken();
        }
    }

    /** Neither deletes nor inserts tokens, as ANTLR's own strategy would: the first error is the statement's error. */
    private static final class StopAtFirstError extends DefaultErrorStrategy {
        @Override
        public void recover(Parser recognizer, RecognitionException e) {
            throw new Stopped(e);
        }

        @Override
        public Token recoverInline(Parser recognizer) {
            throw new Stopped(new InputMismatchException(recognizer));
        }

        @Override
        public void sync(Parser recognizer) {}

        @Override
        public void reportError(Parser recognizer, RecognitionException e) {}
    }
}
