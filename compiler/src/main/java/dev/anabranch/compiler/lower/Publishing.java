package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.type.TypedFlow;
import dev.anabranch.compiler.type.TypedPublication;
import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which datasets are published, and whether the catalogue can tell them apart. */
final class Publishing {
    private final TypedFlow flow;
    private final Instances instances;
    private final Diagnostics diagnostics;

    Publishing(TypedFlow flow, Instances instances, Diagnostics diagnostics) {
        this.flow = flow;
        this.instances = instances;
        this.diagnostics = diagnostics;
    }

    List<Publication> publications() {
        List<Publication> all = new ArrayList<>();
        for (TypedPublication publication : flow.publications()) {
            Box box = instances.box(publication.array());
            DatasetArray array = box.dataset(GraphAssembly.origin(publication.span()));
            Selection selection = new Selection(box, array.axes(), publication.selection());
            Optional<List<Integer>> chosen = chosen(publication, array, selection);
            List<Integer> places = chosen.orElse(List.of());
            if (chosen.isPresent() && places.isEmpty() && box.array().complete() && selective(publication)) {
                diagnostics.add(neverDefined(publication, box));
            }
            if (box.array().complete()) {
                checkName(publication, box, places, selection);
            }
            all.add(new Publication(
                    publication.array(),
                    publication.name(),
                    publication.metadata(),
                    places.stream().map(p -> box.firstSlot() + p).toList(),
                    array.origin()));
        }
        checkTwice(all);
        return all;
    }

    private static Diagnostic neverDefined(TypedPublication publication, Box box) {
        Diagnostic diagnostic = Diagnostic.error(
                        CompilerCodes.NEVER_DEFINED,
                        publication.span(),
                        "`" + publication.span().text() + "` is published, but no equation defines any of it")
                .withLabel("never defined");
        for (int i = 0; i < box.rank(); i++) {
            Subscript selected = publication.selection().get(i);
            boolean defined = selected instanceof Subscript.At at
                    && at.coordinate() instanceof Scalar.Literal literal
                    && !Inputs.missing(box.axis(i), literal.value());
            if (!defined && !(selected instanceof Subscript.All)) {
                diagnostic = diagnostic.withHelp("`" + box.array().axes().get(i) + "` of `"
                        + box.array().name() + "` " + Inputs.extent(box.axis(i).domain()));
            }
        }
        return diagnostic;
    }

    private static boolean selective(TypedPublication publication) {
        return publication.selection().stream().anyMatch(s -> !(s instanceof Subscript.All));
    }

    /** What is published; empty if its indices, its name or its metadata cannot be computed, which is reported. */
    private Optional<List<Integer>> chosen(TypedPublication publication, DatasetArray array, Selection selection) {
        List<Scalar> values = new ArrayList<>(List.of(publication.name()));
        publication.metadata().forEach(entry -> values.add(entry.getValue()));
        values.removeIf(value -> !Fallible.of(value, array.axes()));
        int[] at = new int[array.axes().size()];
        ScalarCompiler scalars = new ScalarCompiler(array.axes(), at);
        Optional<String> instance = Optional.empty();
        try {
            List<Integer> places = selection.places();
            for (int place : values.isEmpty() ? List.<Integer>of() : places) {
                instance = Optional.of(array.instanceName(array.firstSlot() + place));
                System.arraycopy(array.positions(array.firstSlot() + place), 0, at, 0, at.length);
                values.forEach(scalars::evaluate);
            }
            return Optional.of(places);
        } catch (ArithmeticException e) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.BAD_ARITHMETIC,
                            publication.span(),
                            instance.map(name -> "the name or the metadata of `" + name + "` cannot be computed")
                                    .orElse("an index of `" + publication.span().text() + "` cannot be computed"))
                    .withLabel("division by zero, a step that is not positive, or a number outside its range"));
            return Optional.empty();
        }
    }

    /** A name that uses an index must use all that vary, or several datasets would share it by accident. */
    private void checkName(TypedPublication publication, Box box, List<Integer> places, Selection selection) {
        BitSet used = UsedAxes.of(publication.name());
        if (used.isEmpty()) {
            return;
        }
        double shared = 1;
        List<String> unused = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int axis = 0; axis < box.rank(); axis++) {
            BitSet positions = new BitSet();
            for (int place : places) {
                positions.set(place / box.stride(axis) % box.axis(axis).size());
            }
            String name = box.array().axes().get(axis);
            int size = positions.cardinality();
            sizes.add(name + ": " + size);
            if (used.get(axis)) {
                names.add("`" + name + "`");
            } else if (size > 1 && !selection.follows(axis, used)) {
                unused.add(name);
                shared *= size;
            }
        }
        if (unused.isEmpty()) {
            return;
        }
        String array = box.array().name();
        diagnostics.add(Diagnostic.error(
                        CompilerCodes.MANY_UNDER_ONE_NAME,
                        publication.span(),
                        "`" + array + "` publishes " + Instances.grouped(shared) + " datasets under one name")
                .withLabel(array + "[" + String.join(", ", sizes) + "], but the name uses only "
                        + String.join(" and ", names))
                .withHelp("add `{" + String.join("}` and `{", unused) + "}` to the name, or aggregate over "
                        + String.join(" and ", unused) + " first"));
    }

    /** Names are compared dataset by dataset only where the texts alone do not tell statements apart. */
    private void checkTwice(List<Publication> publications) {
        Map<String, Integer> constants = new HashMap<>();
        boolean suspicious = false;
        int varying = 0;
        for (Publication publication : publications) {
            if (publication.name() instanceof Scalar.Literal literal) {
                suspicious |= constants.merge((String) literal.value(), 1, Integer::sum) > 1;
            } else {
                varying++;
            }
        }
        if (!suspicious && varying < 2 && (varying == 0 || constants.isEmpty())) {
            return;
        }
        Map<String, Integer> seen = new LinkedHashMap<>();
        BitSet reported = new BitSet();
        for (int p = 0; p < publications.size(); p++) {
            Publication publication = publications.get(p);
            DatasetArray array = instances.box(publication.array()).dataset(publication.origin());
            int[] at = new int[array.axes().size()];
            ScalarCompiler scalars = new ScalarCompiler(array.axes(), at);
            for (int slot : publication.slots()) {
                System.arraycopy(array.positions(slot), 0, at, 0, at.length);
                String name = (String) scalars.evaluate(publication.name());
                Integer before = seen.putIfAbsent(name + index(array.axes(), at), p);
                if (before != null && before != p && !reported.get(p)) {
                    reported.set(p);
                    report(p, before, array.instanceName(slot), name);
                }
            }
        }
    }

    private static String index(List<Axis> axes, int[] at) {
        StringBuilder text = new StringBuilder("\n");
        for (int i = 0; i < at.length; i++) {
            text.append(axes.get(i).name())
                    .append('=')
                    .append(axes.get(i).domain().text(at[i]))
                    .append('\n');
        }
        return text.toString();
    }

    private void report(int second, int first, String instance, String name) {
        TypedPublication here = flow.publications().get(second);
        int line = flow.publications().get(first).span().line();
        boolean written = !here.nameSpan().equals(here.span());
        diagnostics.add(Diagnostic.error(
                        CompilerCodes.PUBLISHED_TWICE,
                        written ? here.nameSpan() : here.span(),
                        "`" + instance + "` is published as `" + name + "`, which is taken already")
                .withLabel("also published on line " + line)
                .withHelp("give one of them another name with `as`"));
    }
}
