package dev.anabranch.testkit.flow;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All nodes of a syntax tree, in the order of the text. */
final class Nodes {
    private final List<Object> found = new ArrayList<>();

    private Nodes() {}

    /** The nodes of a kind in a part of a tree, and that part itself if it is one. */
    static <T> List<T> in(Object part, Class<T> kind) {
        Nodes nodes = new Nodes();
        nodes.add(part);
        return nodes.found.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void add(Object node) {
        if (node instanceof Optional<?> optional) {
            optional.ifPresent(this::add);
        } else if (node instanceof List<?> list) {
            list.forEach(this::add);
        } else if (node instanceof Record && node.getClass().getPackageName().endsWith(".tree")) {
            found.add(node);
            for (RecordComponent component : node.getClass().getRecordComponents()) {
                try {
                    add(component.getAccessor().invoke(node));
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError("a record without its accessor", e);
                }
            }
        }
    }
}
