package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.type.TypedFlow;
import dev.anabranch.compiler.type.TypedPublication;
import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.IntList;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Origins origins;
    private final Diagnostics diagnostics;

    Publishing(TypedFlow flow, Instances instances, Origins origins, Diagnostics diagnostics) {
        this.flow = flow;
        this.instances = instances;
        this.origins = origins;
        this.diagnostics = diagnostics;
    }

    List<Publication> publications() {
        List<Publication> all = new ArrayList<>();
        boolean valued = true;
        for (TypedPublication publication : flow.publications()) {
            Box box = instances.box(publication.array());
            DatasetArray array = box.dataset(origins.of(publication.span()));
            Selection selection = new Selection(box, array.axes(), publication.selection());
            Optional<int[]> chosen = chosen(publication, selection);
            int[] places = chosen.orElse(new int[0]);
            if (chosen.isPresent() && places.length == 0 && box.array().complete() && selective(publication)) {
                diagnostics.add(neverDefined(publication, box));
            }
            if (box.array().complete()) {
                checkName(publication, box, places, selection);
            }
            valued &= checkValues(publication, array, places);
            all.add(new Publication(
                    publication.array(),
                    publication.name(),
                    publication.metadata(),
                    IntList.of(
                            Arrays.stream(places).map(p -> box.firstSlot() + p).toArray()),
                    array.origin()));
        }
        if (valued) {
            checkTwice(all);
        }
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

    /** The places of what is published; empty if an index cannot be computed, which is reported. */
    private Optional<int[]> chosen(TypedPublication publication, Selection selection) {
        try {
            return Optional.of(selection.places());
        } catch (ArithmeticException e) {
            diagnostics.add(
                    PlainValues.refuse("an index of `" + publication.span().text() + "`", publication.span(), e));
            return Optional.empty();
        }
    }

    /** Whether names and metadata have values for all that is published. */
    private boolean checkValues(TypedPublication publication, DatasetArray array, int[] places) {
        List<Scalar> parts = new ArrayList<>(Fallible.parts(publication.name(), array.axes()));
        publication.metadata().forEach(entry -> parts.addAll(Fallible.parts(entry.getValue(), array.axes())));
        int[] at = new int[array.axes().size()];
        Runnable trial = PlainValues.trial(parts, new ScalarCompiler(array.axes(), at));
        for (int i = 0; i < places.length && !parts.isEmpty(); i++) {
            int slot = array.firstSlot() + places[i];
            System.arraycopy(array.positions(slot), 0, at, 0, at.length);
            try {
                trial.run();
            } catch (ArithmeticException e) {
                diagnostics.add(PlainValues.refuse(
                        "the name or the metadata of `" + array.instanceName(slot) + "`", publication.span(), e));
                return false;
            }
        }
        return true;
    }

    /** A name that uses an index must use all that vary, or several datasets would share it by accident. */
    private void checkName(TypedPublication publication, Box box, int[] places, Selection selection) {
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
