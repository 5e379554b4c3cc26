package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.type.ReadSite;
import dev.anabranch.compiler.type.TypedArray;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.InstanceNames;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** What the tasks of one family read; remembers reads of datasets that no equation defines. */
final class Inputs {
    private final Family family;
    private final ScalarCompiler scalars;
    private final Instances instances;
    private final Diagnostics diagnostics;
    private final References references;
    private final List<Reader> readers = new ArrayList<>();
    private boolean inList;

    /** @param scalars over the family's axes; the positions are those of the instance at hand */
    Inputs(Family family, ScalarCompiler scalars, Instances instances, Diagnostics diagnostics) {
        this.family = family;
        this.scalars = scalars;
        this.instances = instances;
        this.diagnostics = diagnostics;
        this.references = new References(scalars);
        family.equation().arguments().forEach(this::add);
    }

    /** Takes slots. */
    interface Slots {
        /** Takes one. */
        void take(int slot);
    }

    /**
     * Hands over the slots that the instance at hand reads.
     *
     * @throws ArithmeticException if an index cannot be computed
     */
    void each(Slots slots) {
        for (int i = 0; i < readers.size(); i++) {
            readers.get(i).each(slots);
        }
    }

    /** Reports the reads of what is not there, one message for each that is written, however often. */
    void report() {
        Set<Argument> reported = new HashSet<>();
        for (Reader reader : readers) {
            Optional<Diagnostic> failure = reader.failure();
            if (failure.isPresent() && reported.add(reader.argument())) {
                diagnostics.add(failure.get());
            }
        }
    }

    private void add(Argument argument) {
        argument.accept(new Argument.Visitor<Boolean>() {
            @Override
            public Boolean value(Argument.Value value) {
                return true;
            }

            @Override
            public Boolean read(Argument.Read read) {
                return readers.add(new Single(read, site()));
            }

            @Override
            public Boolean readIfDefined(Argument.ReadIfDefined optional) {
                return readers.add(new Single(optional.read(), site()));
            }

            @Override
            public Boolean absent(Argument.Absent absent) {
                return true;
            }

            @Override
            public Boolean readAll(Argument.ReadAll readAll) {
                return readers.add(new Several(readAll, site()));
            }

            @Override
            public Boolean part(Argument.Part part) {
                throw new IllegalArgumentException("no flow reads a part of a list by its places");
            }

            @Override
            public Boolean list(Argument.ListOf list) {
                inList = true;
                list.elements().forEach(Inputs.this::add);
                inList = false;
                return true;
            }

            @Override
            public Boolean named(Argument.Named named) {
                named.entries().stream().map(Map.Entry::getValue).forEach(Inputs.this::add);
                return true;
            }
        });
    }

    private ReadSite site() {
        return family.equation().reads().get(readers.size());
    }

    /** The dataset that the instance at hand defines; the task where it defines none or several. */
    private String reader() {
        List<TaskFamily.FamilyOutput> outputs = family.equation().outputs();
        if (outputs.isEmpty() || family.equation().yielded().isPresent()) {
            return InstanceNames.of(
                    family.equation().name(), family.axes(), scalars.positions().clone());
        }
        Box box = instances.box(outputs.get(0).array());
        int[] place = {0};
        new Definitions(box, family, scalars.positions()).each(p -> place[0] = p);
        return Instances.name(box, place[0]);
    }

    /** One reference of the equation. */
    private abstract static class Reader {
        private final ReadSite site;
        private Optional<Diagnostic> first = Optional.empty();
        private int more;

        Reader(ReadSite site) {
            this.site = site;
        }

        abstract void each(Slots slots);

        abstract Argument argument();

        abstract Diagnostic describe(Span where);

        /** Ways out, when all failures are known. */
        abstract List<String> help();

        /** Looks at one more instance that finds nothing. */
        void note() {}

        /** Nothing was found, which is a mistake unless the flow says that it may happen, or has another mistake there. */
        void none(TypedArray array) {
            if (site.optional() || !array.complete()) {
                return;
            }
            note();
            if (first.isEmpty()) {
                first = Optional.of(describe(site.span()));
            } else {
                more++;
            }
        }

        Optional<Diagnostic> failure() {
            return first.map(d -> {
                Diagnostic all = d;
                for (String help : help()) {
                    all = all.withHelp(help);
                }
                return more == 0
                        ? all
                        : all.withHelp(
                                "the same happens to " + more + " more " + (more == 1 ? "instance" : "instances"));
            });
        }
    }

    private final class Single extends Reader {
        private final Argument.Read read;
        private final Box box;
        private final IntSupplier place;
        private final GuardAdvice advice;
        private final boolean element;

        Single(Argument.Read read, ReadSite site) {
            super(site);
            this.read = read;
            this.box = instances.box(read.array());
            this.place = references.one(box, read.at());
            this.advice = new GuardAdvice(family, scalars, read, box);
            this.element = inList;
        }

        @Override
        Argument argument() {
            return read;
        }

        @Override
        List<String> help() {
            List<String> help = new ArrayList<>(advice.help());
            if (element && !family.axes().isEmpty()) {
                help.add("or write a `?` behind the reference: a list leaves out what is not defined");
            }
            return help;
        }

        @Override
        void note() {
            advice.note();
        }

        @Override
        void each(Slots slots) {
            int at = place.getAsInt();
            if (at >= 0 && box.defined(at)) {
                slots.take(box.firstSlot() + at);
            } else {
                none(box.array());
            }
        }

        @Override
        Diagnostic describe(Span where) {
            StringBuilder name = new StringBuilder(box.array().name());
            Optional<String> outside = Optional.empty();
            for (int i = 0; i < box.rank(); i++) {
                Object coordinate = scalars.evaluate(read.at().get(i).coordinate());
                String axis = box.array().axes().get(i);
                name.append(i == 0 ? "[" : ", ").append(axis).append(": ").append(coordinate);
                if (outside.isEmpty() && missing(box.axis(i), coordinate)) {
                    outside = Optional.of("`" + axis + "` of `" + box.array().name() + "` "
                            + extent(box.axis(i).domain()));
                }
            }
            name.append(box.rank() == 0 ? "" : "]");
            Diagnostic diagnostic = Diagnostic.error(
                            CompilerCodes.NEVER_DEFINED,
                            where,
                            "`" + reader() + "` reads `" + name + "`, which no equation defines")
                    .withLabel("never defined");
            return outside.map(diagnostic::withHelp).orElse(diagnostic);
        }
    }

    /** Whether an axis lacks a coordinate. */
    static boolean missing(Locator axis, Object coordinate) {
        return (coordinate instanceof Long value ? axis.position(value) : axis.position((String) coordinate)) < 0;
    }

    /** In words, which coordinates there are. */
    static String extent(Domain domain) {
        if (domain.size() == 0) {
            return "has no coordinates";
        }
        String last = domain.text(domain.size() - 1);
        if (domain.size() == 1) {
            return "is " + last + " only";
        }
        if (domain instanceof Domain.Regular regular) {
            return "runs from " + regular.first() + " to " + last
                    + (regular.step() == 1 ? "" : " by " + regular.step());
        }
        StringBuilder some = new StringBuilder("is one of ");
        for (int i = 0; i < Math.min(5, domain.size()); i++) {
            some.append(i == 0 ? "" : ", ").append(domain.text(i));
        }
        return some + (domain.size() > 5 ? ", ..." : "");
    }

    private final class Several extends Reader {
        private final Argument.ReadAll read;
        private final Box box;
        private final References.Many places;

        Several(Argument.ReadAll read, ReadSite site) {
            super(site);
            this.read = read;
            this.box = instances.box(read.array());
            this.places = references.new Many(box, read.subscripts());
        }

        @Override
        void each(Slots slots) {
            boolean[] any = {false};
            places.each(place -> {
                any[0] = true;
                slots.take(box.firstSlot() + place);
            });
            if (!any[0]) {
                none(box.array());
            }
        }

        @Override
        Argument argument() {
            return read;
        }

        @Override
        List<String> help() {
            List<String> help = new ArrayList<>();
            for (int i = 0; i < box.rank(); i++) {
                if (!(read.subscripts().get(i) instanceof Subscript.All)) {
                    help.add("`" + box.array().axes().get(i) + "` of `"
                            + box.array().name() + "` " + extent(box.axis(i).domain()));
                }
            }
            help.add("leave the instance out with `where`, or widen the range");
            return help;
        }

        @Override
        Diagnostic describe(Span where) {
            List<String> indices = new ArrayList<>();
            for (int i = 0; i < box.rank(); i++) {
                String text = read.subscripts().get(i).accept(new Subscript.Visitor<String>() {
                    @Override
                    public String at(Subscript.At at) {
                        return String.valueOf(scalars.evaluate(at.coordinate()));
                    }

                    @Override
                    public String range(Subscript.Range range) {
                        Object by = scalars.evaluate(range.by());
                        return scalars.evaluate(range.from()) + ".." + scalars.evaluate(range.to())
                                + (by.equals(1L) ? "" : " by " + by);
                    }

                    @Override
                    public String all(Subscript.All all) {
                        return "*";
                    }
                });
                indices.add(box.array().axes().get(i) + ": " + text);
            }
            return Diagnostic.error(
                            CompilerCodes.EMPTY_LIST,
                            where,
                            "`" + reader() + "` reads an empty list: no equation defines any of `"
                                    + box.array().name() + "[" + String.join(", ", indices) + "]`")
                    .withLabel("none of them is defined");
        }
    }
}
