package dev.anabranch.testkit.reference;

import dev.anabranch.compiler.verify.CallReader;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** A call as a text that is the same for the same call, whoever worked it out. */
final class CallText implements ReferenceArgument.Visitor<CallText> {
    private final IdentityHashMap<ReferenceTask, String> known;
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    /** @param known texts of calls by identity: each is written once, however many others it is a part of */
    CallText(IdentityHashMap<ReferenceTask, String> known) {
        this.known = known;
    }

    /** What a task of the naive elaboration calls; what has no name is written out. */
    static String of(ReferenceTask task, IdentityHashMap<ReferenceTask, String> known) {
        String before = known.get(task);
        if (before != null) {
            return before;
        }
        CallText call = new CallText(known);
        task.arguments().forEach(a -> a.accept(call));
        String written = task.signature().qualifiedName() + "(" + call.text + ")";
        known.put(task, written);
        return written;
    }

    /** Writes down what a reader of a compiled graph tells. */
    static CallReader.Listener listener(CallText call, IntFunction<String> datasets) {
        return new CallReader.Listener() {
            @Override
            public void value(Object value) {
                call.add(written(value));
            }

            @Override
            public void slot(int slot) {
                call.add(slot < 0 ? "outside" : datasets.apply(slot));
            }

            @Override
            public void absent() {
                call.add("nothing");
            }

            @Override
            public void open(String kind) {
                call.open();
            }

            @Override
            public void close() {
                call.close();
            }
        };
    }

    String text() {
        return text.toString();
    }

    private CallText add(String part) {
        text.append(first ? "" : ", ").append(part);
        first = false;
        return this;
    }

    private CallText open() {
        add("[");
        first = true;
        return this;
    }

    private CallText close() {
        text.append(']');
        first = false;
        return this;
    }

    /** A value with its type visible: numbers with a fraction have a point, strings stand in quotes. */
    static String written(Object value) {
        return value instanceof String string
                ? '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : value.toString();
    }

    @Override
    public CallText value(ReferenceArgument.Value argument) {
        return add(written(argument.value()));
    }

    @Override
    public CallText named(ReferenceArgument.Named argument) {
        return add(argument.instance().toString());
    }

    @Override
    public CallText made(ReferenceArgument.Made argument) {
        return add(of(argument.task(), known));
    }

    @Override
    public CallText absent(ReferenceArgument.Absent argument) {
        return add("nothing");
    }

    @Override
    public CallText items(ReferenceArgument.Items argument) {
        open();
        argument.items().forEach(a -> a.accept(this));
        return close();
    }

    @Override
    public CallText entries(ReferenceArgument.Entries argument) {
        open();
        for (Map.Entry<String, ReferenceArgument> entry : argument.entries()) {
            add(written(entry.getKey()));
            entry.getValue().accept(this);
        }
        return close();
    }
}
