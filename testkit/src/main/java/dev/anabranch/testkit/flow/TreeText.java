package dev.anabranch.testkit.flow;

import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** What a syntax tree says, without where it is written: trees with equal texts mean the same. */
final class TreeText {
    private final StringBuilder text = new StringBuilder();

    private TreeText() {}

    static String of(Object node) {
        TreeText text = new TreeText();
        text.add(node);
        return text.text.toString();
    }

    private void add(Object node) {
        if (node instanceof Optional<?> optional) {
            optional.ifPresentOrElse(this::add, () -> text.append('-'));
        } else if (node instanceof List<?> list) {
            text.append('[');
            for (Object element : list) {
                add(element);
                text.append(' ');
            }
            text.append(']');
        } else if (node instanceof String string) {
            text.append('\'').append(string.replace("'", "''")).append('\'');
        } else if (node instanceof Record) {
            text.append(node.getClass().getSimpleName()).append('(');
            for (RecordComponent component : node.getClass().getRecordComponents()) {
                if (component.getType() != Span.class && component.getType() != SourceText.class) {
                    add(value(node, component));
                    text.append(' ');
                }
            }
            text.append(')');
        } else {
            text.append(node);
        }
    }

    private static Object value(Object node, RecordComponent component) {
        try {
            return component.getAccessor().invoke(node);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record without its accessor", e);
        }
    }
}
