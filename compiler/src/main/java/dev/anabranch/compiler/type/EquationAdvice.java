package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.ParamTypes;
import dev.anabranch.compiler.resolve.WrittenReferences;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;

/** What the author of an equation with a mistake could write instead. */
final class EquationAdvice {
    private final Statement.Equation equation;
    private final LeftSide left;
    private final Suggestions suggestions;

    EquationAdvice(Statement.Equation equation, LeftSide left, Suggestions suggestions) {
        this.equation = equation;
        this.left = left;
        this.suggestions = suggestions;
    }

    private String name() {
        return equation.targets().get(0).text();
    }

    /** A condition in place of a guard of another type. */
    static String condition(Expression guard, ScalarType type) {
        String value = type == ScalarType.INT || type == ScalarType.FLOAT ? "0" : ParamTypes.sample(type);
        return "compare it with something: `" + guard.span().text() + " == " + value + "`";
    }

    /** What to name on the left for a task with so many outputs. */
    String outputs(int outputs) {
        return outputs == 1
                ? "name one dataset on the left"
                : "name " + outputs + " datasets on the left, in parentheses: `" + several(outputs) + " = ...`";
    }

    /** What else an equation could be whose right side is no task. */
    String insteadOf(Expression value, Operand operand) {
        String text = value.span().text();
        if (!(operand instanceof Plain plain)) {
            return "another name for a dataset is not needed: read `" + text + "` where `" + name() + "` is read";
        }
        boolean constant = plain.constant() && left.indices().isEmpty();
        return constant
                ? "a plain value is a param: `param " + name() + " : "
                        + plain.type().label() + " = " + text + "`"
                : "write `" + text + "` where `" + name() + "` is read: a plain value needs no task";
    }

    /** Over which dim a generator seems to be meant to yield: the last on the left that its call does not need. */
    String whatToYield(Expression.Call call) {
        List<String> needed = WrittenReferences.in(call).stream()
                .map(reference -> reference.name().text())
                .toList();
        List<String> free = left.dims().stream()
                .map(Dim::name)
                .filter(dim -> !needed.contains(dim))
                .toList();
        return free.isEmpty()
                ? "name a dim for what it hands over: " + suggestions.leftWith(name(), "dim") + " on the left, `yields"
                        + " dim` behind the call"
                : "write `yields " + free.get(free.size() - 1) + "` behind the call";
    }

    /** Which references stand for one dataset where an operator has lists. */
    String oneForEach(List<Operand> operands) {
        List<String> single = operands.stream()
                .filter(Operand.Many.class::isInstance)
                .flatMap(list -> suggestions.single(((Operand.Many) list).span().text()).stream())
                .map(ReferenceText::quoted)
                .distinct()
                .toList();
        return single.isEmpty()
                ? "make the list's index an index of `" + name() + "`, or aggregate the list by a call"
                : "write " + String.join(" and ", single) + ", or aggregate the list by a call";
    }

    /** A left side with so many names, those that are there first. */
    private String several(int outputs) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            names.add(i < equation.targets().size() ? equation.targets().get(i).text() : name() + (i + 1));
        }
        List<String> indices =
                left.indices().stream().map(index -> index.span().text()).toList();
        return new ReferenceText("(" + String.join(", ", names) + ")", indices).toString();
    }
}
