package dev.anabranch.testkit.reference;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;

/** Ends an elaboration at a mistake behind which nothing makes sense. It never leaves this package. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ReferenceMistake mistake;

    private Refusal(ReferenceMistake mistake) {
        super(mistake.text(), null, false, false);
        this.mistake = mistake;
    }

    static Refusal of(Span span, String text) {
        return new Refusal(new ReferenceMistake(ReferenceMistake.Kind.STATIC, span, List.of(), text));
    }

    static Refusal unsupported(Span span, String text) {
        return new Refusal(new ReferenceMistake(ReferenceMistake.Kind.UNSUPPORTED, span, List.of(), text));
    }

    static Refusal tooLarge(Span span, String text) {
        return new Refusal(new ReferenceMistake(ReferenceMistake.Kind.TOO_LARGE, span, List.of(), text));
    }

    ReferenceMistake mistake() {
        return mistake;
    }
}
