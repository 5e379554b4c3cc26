package dev.anabranch.dsl;

import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a syntax tree says, without where it says it: two trees with equal texts differ in spans at most. */
final class TreeText {
    private TreeText() {}

    static String of(Object node) {
        if (node instanceof Optional<?> optional) {
            return optional.map(TreeText::of).orElse("-");
        }
        if (node instanceof List<?> list) {
            return list.stream().map(TreeText::of).toList().toString();
        }
        if (node instanceof String text) {
            return "'" + text.replace("\n", "\\n") + "'";
        }
        if (!(node instanceof Record)) {
            return String.valueOf(node);
        }
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            if (component.getType() != Span.class && component.getType() != SourceText.class) {
                parts.add(of(value(node, component)));
            }
        }
        return node.getClass().getSimpleName() + "(" + String.join(", ", parts) + ")";
    }

    private static Object value(Object node, RecordComponent component) {
        try {
            return component.getAccessor().invoke(node);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record without its accessor", e);
        }
    }
}
