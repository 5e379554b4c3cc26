package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds two arguments of a call of which neither fits where it stands, but each where the other stands. */
final class Exchange {
    private static final int LONGEST = 80;

    /** An argument at hand: what it is and where it is written. */
    record Given(Operand operand, Span span) {
        private boolean fits(ValueType type) {
            return new ArgumentReader(new Diagnostics())
                    .argument(operand, type, "", span)
                    .isPresent();
        }
    }

    private Exchange() {}

    /** What is wrong with the call, if that is it. */
    static Optional<Diagnostic> diagnose(Expression.Call call, Map<Parameter, Given> given) {
        List<Map.Entry<Parameter, Given>> wrong = new ArrayList<>();
        for (Map.Entry<Parameter, Given> each : given.entrySet()) {
            if (each.getValue().operand() instanceof Operand.Broken) {
                return Optional.empty();
            }
            if (!each.getValue().fits(each.getKey().type())) {
                wrong.add(each);
            }
        }
        if (wrong.size() != 2
                || !wrong.get(0).getValue().fits(wrong.get(1).getKey().type())
                || !wrong.get(1).getValue().fits(wrong.get(0).getKey().type())) {
            return Optional.empty();
        }
        Parameter first = wrong.get(0).getKey();
        Parameter second = wrong.get(1).getKey();
        Span a = wrong.get(0).getValue().span();
        Span b = wrong.get(1).getValue().span();
        Diagnostic diagnostic = Diagnostic.error(
                        CompilerCodes.WRONG_TYPE,
                        a.to(b),
                        "the arguments for `" + first.name() + "` and `" + second.name() + "` of `" + call.callee()
                                + "` are exchanged")
                .withLabel("expected " + first.type().label() + ", then "
                        + second.type().label());
        return Optional.of(written(call.span(), a, b)
                .map(mended -> diagnostic.withHelp("write `" + mended + "`"))
                .orElse(diagnostic));
    }

    /** The call with the two texts exchanged, if it fits into a message. */
    private static Optional<String> written(Span call, Span a, Span b) {
        Span left = a.start() < b.start() ? a : b;
        Span right = a.start() < b.start() ? b : a;
        String source = call.source().text();
        String mended = source.substring(call.start(), left.start())
                + right.text()
                + source.substring(left.end(), right.start())
                + left.text()
                + source.substring(right.end(), call.end());
        return mended.length() > LONGEST || mended.contains("\n") ? Optional.empty() : Optional.of(mended);
    }
}
