package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goes through all combinations of the coordinates of an equation's dims. */
final class EquationPoints {
    private final FlowPart part;
    private final Statement.Equation statement;
    private final WrittenEquation equation;
    private final Constants constants;
    private final ReferenceElaborator whole;

    EquationPoints(FlowPart part, Statement.Equation statement, ReferenceElaborator whole) {
        this.part = part;
        this.statement = statement;
        this.constants = part.constants();
        this.equation = new WrittenEquation(part, statement, LeftSide.of(statement, constants), isEffect());
        this.whole = whole;
    }

    /** Whether its task returns nothing. */
    boolean isEffect() {
        Expression value = statement.value();
        while (value instanceof Expression.Conditional conditional) {
            value = conditional.whenTrue();
        }
        if (!(value instanceof Expression.Call call) || Functions.isFunction(call)) {
            return false;
        }
        int outputs = part.tasks().find(call).outputs().size();
        int targets = statement.targets().size();
        if (targets != outputs && !(outputs == 0 && targets == 1)) {
            throw Refusal.of(statement.span(), targets + " names for " + outputs + " outputs");
        }
        if (part.tasks().find(call).generator() != statement.yields().isPresent()) {
            throw Refusal.of(statement.span(), "a generator and `yields` belong together");
        }
        return outputs == 0;
    }

    /** The points at which the guard holds; the last dim varies fastest. */
    List<Definition> all() {
        LeftSide left = equation.left();
        List<List<Object>> coordinates = new ArrayList<>();
        double size = 1;
        for (String dim : left.dims()) {
            coordinates.add(constants.coordinates(dim, statement.span()));
            size *= coordinates.get(coordinates.size() - 1).size();
        }
        int yields = left.yielded()
                .map(d -> constants.coordinates(d, statement.span()).size())
                .orElse(1);
        whole.countPoints(size * Math.max(1, yields), statement.span());
        List<Definition> definitions = new ArrayList<>();
        int[] at = new int[coordinates.size()];
        for (long i = 0; i < (long) size; i++) {
            Map<String, PlainValue> own = new LinkedHashMap<>();
            for (int d = 0; d < at.length; d++) {
                Object coordinate = coordinates.get(d).get(at[d]);
                ScalarType type = coordinate instanceof Long ? ScalarType.INT : ScalarType.STRING;
                own.put(left.dims().get(d), new PlainValue(type, coordinate));
            }
            point(new Point(own), definitions);
            for (int d = at.length - 1; d >= 0 && ++at[d] == coordinates.get(d).size(); d--) {
                at[d] = 0;
            }
        }
        return definitions;
    }

    private void point(Point point, List<Definition> definitions) {
        PlainNames names = new PointNames(constants, point);
        boolean holds = statement
                .guard()
                .map(guard -> PlainValues.of(guard, names, ScalarType.BOOL).truth())
                .orElse(true);
        if (!holds) {
            return;
        }
        List<List<Instance>> outputs = new ArrayList<>();
        if (!equation.effect()) {
            List<List<Object>> places = places(point);
            for (Name target : statement.targets()) {
                outputs.add(places.stream()
                        .map(at -> new Instance(part.prefix() + target.text(), at))
                        .toList());
            }
        }
        definitions.add(new Definition(equation, point, outputs));
    }

    private List<List<Object>> places(Point point) {
        LeftSide left = equation.left();
        try {
            if (left.yielded().isEmpty()) {
                return List.of(left.at(point, 0L));
            }
            List<List<Object>> places = new ArrayList<>();
            for (Object coordinate : constants.coordinates(left.yielded().get(), statement.span())) {
                places.add(left.at(point, coordinate));
            }
            return places;
        } catch (ArithmeticException e) {
            throw Refusal.of(statement.span(), "an index leaves its range");
        }
    }
}
