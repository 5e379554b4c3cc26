package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arrays that a flow names, as far as the left sides of its equations tell; their types are added later. */
final class ArrayTable {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> unusable;
    private final Diagnostics diagnostics;

    ArrayTable(Declarations declarations, Diagnostics diagnostics) {
        this.unusable = new LinkedHashSet<>(declarations.shadowed());
        this.diagnostics = diagnostics;
        this.brokenNames = declarations.brokenNames();
    }

    private final Set<String> brokenNames;

    /** Adds what an equation defines. */
    void add(Statement.Equation equation, LeftSide left) {
        Set<String> here = new HashSet<>();
        for (Name target : equation.targets()) {
            if (unusable.contains(target.text())) {
                continue;
            }
            if (!here.add(target.text())) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.DECLARED_TWICE,
                                target.span(),
                                "`" + target + "` stands twice on the left side")
                        .withHelp("each output needs a name of its own"));
                continue;
            }
            Entry entry = entries.get(target.text());
            if (entry == null) {
                entry = new Entry(target.text(), left.indices().size(), target.span());
                entries.put(target.text(), entry);
                if (brokenNames.contains(target.text())) {
                    entry.complete = false;
                }
            }
            entry.define(left, target, diagnostics);
        }
    }

    /** The array of that name. */
    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** All arrays in the order of the file. */
    Iterable<Entry> entries() {
        return entries.values();
    }

    /** The names of all arrays, in the order of the file. */
    Set<String> names() {
        return entries.keySet();
    }

    /** Gives the arrays that hold datasets their numbers. */
    int number() {
        int next = 0;
        for (Entry entry : entries.values()) {
            if (!entry.hollow) {
                entry.id = next++;
            }
        }
        return next;
    }

    /** What is known of one array; grows while the flow is read. */
    static final class Entry {
        final String name;
        final int rank;
        final Span span;
        private final List<List<Optional<String>>> names = new ArrayList<>();
        private final List<Optional<ScalarType>> coordinates = new ArrayList<>();
        private Optional<ValueType> type = Optional.empty();
        private int typeLine;
        private boolean complete = true;
        private boolean hollow;
        private int id = -1;

        Entry(String name, int rank, Span span) {
            this.name = name;
            this.rank = rank;
            this.span = span;
        }

        private void define(LeftSide left, Name target, Diagnostics diagnostics) {
            if (left.indices().size() != rank) {
                complete = false;
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.RANK_CONFLICT,
                                target.span(),
                                "`" + name + "` has " + counted(left.indices().size(), "index", "indices")
                                        + " here and " + rank + " on line " + span.line())
                        .withLabel("expected " + counted(rank, "index", "indices"))
                        .withHelp("give one of them another name, or both the same indices"));
                return;
            }
            names.add(left.indices().stream().map(LeftSide.Index::name).toList());
            complete &= left.sound();
            for (int i = 0; i < rank; i++) {
                coordinate(i, left.indices().get(i), diagnostics);
            }
        }

        private void coordinate(int i, LeftSide.Index index, Diagnostics diagnostics) {
            if (coordinates.size() == i) {
                coordinates.add(index.type());
                return;
            }
            Optional<ScalarType> before = coordinates.get(i);
            Optional<ScalarType> here = index.type();
            if (before.isEmpty()) {
                coordinates.set(i, here);
            } else if (here.isPresent() && here.get() != before.get()) {
                complete = false;
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.INDEX_TYPE,
                                index.span(),
                                "index " + (i + 1) + " of `" + name + "` is of type "
                                        + here.get().label() + " here and of type "
                                        + before.get().label() + " on line " + span.line())
                        .withLabel("expected " + before.get().label())
                        .withHelp("coordinates are integers or strings, the same in all equations of `" + name + "`"));
            }
        }

        static String counted(int count, String one, String many) {
            return count + " " + (count == 1 ? one : many);
        }

        int id() {
            return id;
        }

        /** What its instances are, once that is inferred. */
        Optional<ValueType> type() {
            return type;
        }

        void infer(ValueType inferred, int line) {
            type = Optional.of(inferred);
            typeLine = line;
        }

        /** Where the equation stands that its type comes from. */
        int typeLine() {
            return typeLine;
        }

        /** Whether it names tasks with an effect that make no dataset. */
        boolean hollow() {
            return hollow;
        }

        void makeHollow() {
            hollow = true;
        }

        boolean complete() {
            return complete;
        }

        /** A mistake that is reported keeps one of its equations from being compiled. */
        void makeIncomplete() {
            complete = false;
        }

        /** What an index is; int where a mistake keeps it from being known. */
        ScalarType coordinate(int index) {
            return coordinates.get(index).orElse(ScalarType.INT);
        }

        /** Whether the type of an index is known. */
        boolean coordinateKnown(int index) {
            return coordinates.get(index).isPresent();
        }

        List<ScalarType> coordinates() {
            List<ScalarType> types = new ArrayList<>();
            for (int i = 0; i < rank; i++) {
                types.add(coordinate(i));
            }
            return types;
        }

        /** Distinct names for its indices: those of the first equation in which all are dims, or the first that fit. */
        List<String> axes() {
            for (List<Optional<String>> equation : names) {
                Set<String> distinct = new LinkedHashSet<>();
                equation.forEach(n -> n.ifPresent(distinct::add));
                if (distinct.size() == rank) {
                    return List.copyOf(distinct);
                }
            }
            Set<String> chosen = new LinkedHashSet<>();
            for (int i = 0; i < rank; i++) {
                int place = i;
                String first = names.stream()
                        .flatMap(equation -> equation.get(place).stream())
                        .filter(n -> !chosen.contains(n))
                        .findFirst()
                        .orElse("index" + (i + 1));
                String distinct = first;
                for (int n = 2; !chosen.add(distinct); n++) {
                    distinct = first + "_" + n;
                }
            }
            return List.copyOf(chosen);
        }
    }
}
