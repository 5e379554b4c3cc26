package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the flow itself is given.
 *
 * @param given texts of params by name
 */
record CommandLine(Map<String, String> given) implements Outside {
    /** What is given stands without quotes; anything but a string is written as in a flow. */
    @Override
    public Optional<List<PlainValue>> param(Statement.Param param, ScalarType type, boolean list) {
        String text = given.get(param.name().text());
        if (text == null) {
            return Optional.empty();
        }
        String written = text;
        if (PlainTypes.text(type) && !(list && text.strip().startsWith("["))) {
            List<String> parts =
                    list ? Arrays.stream(text.split(",", -1)).map(String::strip).toList() : List.of(text);
            List<String> quoted = parts.stream().map(CommandLine::quoted).toList();
            written = list ? quoted.toString() : quoted.get(0);
        } else if (list && !text.strip().startsWith("[")) {
            written = "[" + text + "]";
        }
        Expression expression = Parser.parse(SourceText.of("-p", "param given : int = " + written))
                .value()
                .flatMap(tree -> tree.params().get(0).defaultValue())
                .orElseThrow(() -> Refusal.of(param.span(), "no value: " + text));
        return Optional.of(Constants.none().read(expression, type, list));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("{", "\\{") + '"';
    }

    @Override
    public List<Object> coordinates(String dim) {
        throw new IllegalStateException("nobody gives the input of `" + dim + "`");
    }
}
