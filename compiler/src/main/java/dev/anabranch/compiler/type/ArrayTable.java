package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arrays that a flow names, as far as the left sides of its equations tell; their types are added later. Besides
 * those that its equations define there are those that it is given, and the outputs of flows that it uses.
 */
final class ArrayTable {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entry> borrowed = new LinkedHashMap<>();
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

    /** Adds an input of the flow; a type or dims that are not known are reported. */
    void addInput(Statement.Input input, List<LeftSide.Index> dims, Optional<ValueType> type) {
        Entry entry = new Entry(input.name().text(), dims.size(), input.name().span());
        entry.names.add(dims.stream().map(LeftSide.Index::name).toList());
        dims.forEach(dim -> entry.coordinates.add(dim.type()));
        entry.type = type;
        entry.complete = false;
        borrowed.putIfAbsent(entry.name, entry);
    }

    /** Adds an output of a flow that is used, by the name that it has here. */
    void addOutput(String name, Entry output) {
        borrowed.putIfAbsent(name, new Entry(name, output));
    }

    /** The array of that name. */
    Optional<Entry> find(String name) {
        return Optional.ofNullable(borrowed.containsKey(name) ? borrowed.get(name) : entries.get(name));
    }

    /** The arrays that the flow's own equations define, in the order of the file. */
    Iterable<Entry> entries() {
        return entries.values();
    }

    /** The names of all arrays: its own in the order of the file, then those of others. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(entries.keySet());
        names.addAll(borrowed.keySet());
        return names;
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
        private final Entry real;
        private List<Subscript> slice = List.of();

        Entry(String name, int rank, Span span) {
            this.name = name;
            this.rank = rank;
            this.span = span;
            this.real = this;
        }

        /** The same array by another name. */
        private Entry(String name, Entry real) {
            this.name = name;
            this.rank = real.rank;
            this.span = real.span;
            this.real = real.real;
            this.names.addAll(real.names);
            this.coordinates.addAll(real.coordinates);
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

        /** Whether an equation's indices are as many as the array has, and of their types. */
        boolean takes(LeftSide left) {
            if (left.indices().size() != rank) {
                return false;
            }
            for (int i = 0; i < real.coordinates.size(); i++) {
                Optional<ScalarType> here = left.indices().get(i).type();
                if (here.isPresent() && !here.equals(real.coordinates.get(i))) {
                    return false;
                }
            }
            return true;
        }

        static String counted(int count, String one, String many) {
            return count + " " + (count == 1 ? one : many);
        }

        int id() {
            return real.id;
        }

        /** Makes it the array of that number, which has as many indices. */
        void bind(int number) {
            id = number;
        }

        /**
         * Makes it a part of another array.
         *
         * @param number of the other array
         * @param subscripts one for each index of the other: a constant, or all, which is the next index of this one
         */
        void bind(int number, List<Subscript> subscripts) {
            id = number;
            slice = subscripts;
            complete = true;
        }

        /** Indices of this array as indices of the one whose number it has. */
        List<Subscript> inNumbered(List<Subscript> indices) {
            Iterator<Subscript> next = indices.iterator();
            return slice.isEmpty()
                    ? indices
                    : slice.stream()
                            .map(s -> s instanceof Subscript.All ? next.next() : s)
                            .toList();
        }

        /** What its instances are, once that is inferred. */
        Optional<ValueType> type() {
            return real.type;
        }

        void infer(ValueType inferred, int line) {
            type = Optional.of(inferred);
            typeLine = hollow ? typeLine : line;
        }

        /** As before anything was inferred. */
        void forgetType() {
            type = Optional.empty();
        }

        /** Where the equation stands that its type comes from, or that says that there are no datasets. */
        int typeLine() {
            return real.typeLine;
        }

        /** Whether it names tasks with an effect that make no dataset. */
        boolean hollow() {
            return real.hollow;
        }

        void makeHollow(int line) {
            typeLine = hollow ? typeLine : line;
            hollow = true;
        }

        boolean complete() {
            return real.complete;
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
