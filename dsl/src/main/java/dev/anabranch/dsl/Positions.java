package dev.anabranch.dsl;

import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** From the parser's positions to spans of the source. */
record Positions(SourceText source) {
    Span of(Token token) {
        return new Span(source, token.getStartIndex(), Math.max(token.getStartIndex(), token.getStopIndex() + 1));
    }

    Span of(ParserRuleContext context) {
        return between(context.getStart(), context.getStop());
    }

    Span between(Token first, Token last) {
        return of(first).to(of(last));
    }
}
