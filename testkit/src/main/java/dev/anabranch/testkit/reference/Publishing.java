package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.MetadataEntry;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What goes to the catalogue, and under which name. */
final class Publishing {
    private final FlowPart part;
    private final Constants constants;
    private final Consumer<ReferenceMistake> mistakes;
    private final Set<List<Object>> taken = new HashSet<>();

    Publishing(FlowPart part, Consumer<ReferenceMistake> mistakes) {
        this.part = part;
        this.constants = part.constants();
        this.mistakes = mistakes;
    }

    List<List<ReferencePublication>> all() {
        List<List<ReferencePublication>> all = new ArrayList<>();
        for (Statement.Publish publish : part.tree().publishes()) {
            for (Expression.Reference dataset : publish.datasets()) {
                all.add(published(publish, dataset));
            }
        }
        return all;
    }

    private List<ReferencePublication> published(Statement.Publish publish, Expression.Reference dataset) {
        OwnArray array = part.own(dataset.name().text(), dataset.span());
        int rank = array.rank();
        List<String> own = array.axisNames();
        List<Index> indices = dataset.indices().orElse(List.of());
        if (dataset.optional() || (dataset.indices().isPresent() && indices.size() != rank)) {
            throw Refusal.of(dataset.span(), "another number of indices, or what may be absent");
        }
        Map<String, Integer> binders = new LinkedHashMap<>();
        for (int i = 0; i < indices.size(); i++) {
            int place = i;
            binder(indices.get(i)).ifPresent(name -> {
                if (binders.putIfAbsent(name, place) != null) {
                    throw Refusal.of(dataset.span(), "one name for two indices");
                }
            });
        }
        List<ReferencePublication> publications = new ArrayList<>();
        Map<String, Integer> written = Map.copyOf(binders);
        for (int i = 0; i < rank; i++) {
            if (!binders.containsValue(i) && !constants.isParam(own.get(i))) {
                binders.putIfAbsent(own.get(i), i);
            }
        }
        collect(array, new ArrayList<>(), instance -> {
            if (chosen(indices, instance, new CatalogueNames(constants, written, instance))) {
                publications.add(
                        publication(publish, dataset, instance, new CatalogueNames(constants, binders, instance)));
            }
        });
        refuseSharedNames(publish, indices, binders, publications);
        refuseTakenNames(publish, own, publications);
        boolean selective = indices.stream().anyMatch(i -> !isAll(i));
        if (publications.isEmpty() && selective) {
            mistakes.accept(new ReferenceMistake(
                    ReferenceMistake.Kind.NEVER_DEFINED,
                    dataset.span(),
                    List.of(),
                    "nothing of " + array.name() + " is there to publish"));
        }
        return publications;
    }

    /**
     * A name that uses an index must use every index of which there are several coordinates, unless they follow from
     * those that it uses.
     */
    private static void refuseSharedNames(
            Statement.Publish publish,
            List<Index> indices,
            Map<String, Integer> binders,
            List<ReferencePublication> publications) {
        Set<Integer> used = new HashSet<>();
        publish.catalogueName().ifPresent(name -> used.addAll(places(name, binders)));
        if (used.isEmpty() || publications.isEmpty()) {
            return;
        }
        int rank = publications.get(0).instance().coordinates().size();
        for (int i = 0; i < rank; i++) {
            int place = i;
            long several = publications.stream()
                    .map(p -> p.instance().coordinates().get(place))
                    .distinct()
                    .count();
            boolean follows = !indices.isEmpty()
                    && indices.get(i) instanceof Index.Point point
                    && !used.contains(i)
                    && used.containsAll(places(point.coordinate(), binders))
                    && !places(point.coordinate(), binders).contains(i);
            if (several > 1 && !used.contains(i) && !follows) {
                throw Refusal.of(publish.span(), several + " datasets under one name");
            }
        }
    }

    /** The indices whose names stand in an expression. */
    private static Set<Integer> places(Expression expression, Map<String, Integer> binders) {
        Set<Integer> places = new HashSet<>();
        for (String name : UsedNames.of(expression)) {
            Optional.ofNullable(binders.get(name)).ifPresent(places::add);
        }
        return places;
    }

    /** Two statements must not publish datasets that the catalogue cannot tell apart. */
    private void refuseTakenNames(
            Statement.Publish publish, List<String> axes, List<ReferencePublication> publications) {
        Set<List<Object>> here = new HashSet<>();
        for (ReferencePublication publication : publications) {
            here.add(List.of(publication.name(), axes, publication.instance().coordinates()));
        }
        if (here.stream().anyMatch(taken::contains)) {
            throw Refusal.of(publish.span(), "a name that is taken already");
        }
        taken.addAll(here);
    }

    private boolean isAll(Index index) {
        return index instanceof Index.All || binder(index).isPresent();
    }

    /** The name that an index gives its coordinate. */
    private Optional<String> binder(Index index) {
        boolean name = index instanceof Index.Point point
                && point.coordinate() instanceof Expression.Reference reference
                && reference.name().isSimple()
                && reference.indices().isEmpty()
                && !constants.isParam(reference.name().text());
        return name
                ? Optional.of(((Expression.Reference) ((Index.Point) index).coordinate())
                        .name()
                        .text())
                : Optional.empty();
    }

    private boolean chosen(List<Index> indices, Instance instance, PlainNames names) {
        for (int i = 0; i < indices.size(); i++) {
            Index index = indices.get(i);
            Object coordinate = instance.coordinates().get(i);
            boolean matches = isAll(index)
                    || (index instanceof Index.Range range
                            ? !Expressions.within(range, names, List.of(coordinate))
                                    .isEmpty()
                            : PlainValues.of(((Index.Point) index).coordinate(), names)
                                    .value()
                                    .equals(coordinate));
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private static void collect(OwnArray array, List<Object> at, Consumer<Instance> consumer) {
        List<List<Object>> order = array.order();
        if (at.size() == order.size()) {
            array.at(at).ifPresent(dataset -> consumer.accept(array.instance(at)));
            return;
        }
        for (Object coordinate : order.get(at.size())) {
            at.add(coordinate);
            collect(array, at, consumer);
            at.remove(at.size() - 1);
        }
    }

    private static ReferencePublication publication(
            Statement.Publish publish, Expression.Reference dataset, Instance instance, PlainNames names) {
        String name = publish.catalogueName()
                .map(text -> (String) PlainValues.of(text, names).value())
                .orElse(dataset.name().text());
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (MetadataEntry entry : publish.metadata()) {
            metadata.put(
                    entry.key().text(), PlainValues.of(entry.value(), names).value());
        }
        return new ReferencePublication(instance, name, metadata);
    }

    /** In names and metadata the names of indices stand for coordinates of the dataset. */
    private record CatalogueNames(Constants constants, Map<String, Integer> binders, Instance instance)
            implements PlainNames {
        @Override
        public ScalarType type(Expression.Reference reference) {
            return value(reference).type();
        }

        @Override
        public PlainValue value(Expression.Reference reference) {
            String name = reference.name().text();
            Integer index = reference.indices().isEmpty() ? binders.get(name) : null;
            if (index != null) {
                Object coordinate = instance.coordinates().get(index);
                return new PlainValue(coordinate instanceof Long ? ScalarType.INT : ScalarType.STRING, coordinate);
            }
            if (!constants.isParam(name)) {
                throw Refusal.of(reference.span(), "`" + name + "` is no index and no param");
            }
            return constants.value(reference);
        }
    }
}
