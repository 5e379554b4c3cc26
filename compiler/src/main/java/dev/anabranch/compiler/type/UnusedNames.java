package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.WrittenReferences;
import dev.anabranch.dsl.tree.Annotation;
import dev.anabranch.dsl.tree.DimDomain;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.MetadataEntry;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.dsl.tree.TypeExpression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of params and dims that nothing uses, and of datasets that nothing needs and that therefore are not made. */
final class UnusedNames {
    private final SyntaxTree tree;
    private final Diagnostics diagnostics;
    private final Map<String, Set<String>> readsByDataset = new LinkedHashMap<>();
    private final Map<String, Name> places = new LinkedHashMap<>();

    UnusedNames(SyntaxTree tree, Diagnostics diagnostics) {
        this.tree = tree;
        this.diagnostics = diagnostics;
        for (Statement.Equation equation : tree.equations()) {
            Set<String> reads = names(references(equation));
            for (Name target : equation.targets()) {
                readsByDataset
                        .computeIfAbsent(target.text(), unused -> new LinkedHashSet<>())
                        .addAll(reads);
                places.putIfAbsent(target.text(), target);
            }
        }
    }

    /**
     * Reports them.
     *
     * @param effects datasets whose tasks have an effect, which is need enough
     */
    void report(Set<String> effects) {
        Set<String> used = used();
        for (Statement.Param param : tree.params()) {
            if (!used.contains(param.name().text())) {
                diagnostics.add(Diagnostic.warning(
                                CompilerCodes.UNUSED_PARAM,
                                param.name().span(),
                                "nothing uses the param `" + param.name() + "`")
                        .withHelp("use it where its value matters, or leave it out"));
            }
        }
        for (Statement.Dim dim : tree.dims()) {
            if (!used.contains(dim.name().text())) {
                diagnostics.add(Diagnostic.warning(
                                CompilerCodes.UNUSED_DIM,
                                dim.name().span(),
                                "nothing uses the dim `" + dim.name() + "`")
                        .withHelp("make it an index of an equation, or leave it out"));
            }
        }
        unneeded(effects);
    }

    private static WrittenReferences references(Statement.Equation equation) {
        WrittenReferences references = new WrittenReferences();
        equation.guard().ifPresent(references::add);
        references.add(equation.value());
        for (Annotation annotation : equation.annotations()) {
            annotation.arguments().forEach(argument -> references.add(argument.value()));
        }
        return references;
    }

    private static Set<String> names(WrittenReferences references) {
        Set<String> names = new LinkedHashSet<>();
        references
                .found()
                .forEach(reference -> names.add(reference.name().first().text()));
        return names;
    }

    private Set<String> used() {
        WrittenReferences references = new WrittenReferences();
        Set<String> used = new LinkedHashSet<>();
        tree.params().forEach(param -> param.defaultValue().ifPresent(references::add));
        tree.dims().forEach(dim -> add(dim.domain(), references));
        for (Statement.Input input : tree.inputs()) {
            input.dims().forEach(dim -> used.add(dim.text()));
            add(input.type(), references);
        }
        for (Statement.Equation equation : tree.equations()) {
            equation.indices().forEach(references::add);
            equation.yields().ifPresent(dim -> used.add(dim.text()));
        }
        for (Statement.Publish publish : tree.publishes()) {
            publish.datasets().forEach(references::add);
            publish.catalogueName().ifPresent(references::add);
            publish.metadata().stream().map(MetadataEntry::value).forEach(references::add);
        }
        used.addAll(names(references));
        readsByDataset.values().forEach(used::addAll);
        return used;
    }

    private static void add(TypeExpression type, WrittenReferences references) {
        type.accept(new TypeExpression.Visitor<WrittenReferences>() {
            @Override
            public WrittenReferences named(TypeExpression.Named named) {
                return references;
            }

            @Override
            public WrittenReferences listOf(TypeExpression.ListOf list) {
                return list.element().accept(this);
            }

            @Override
            public WrittenReferences scalarOf(TypeExpression.ScalarOf scalar) {
                return scalar.element().accept(this);
            }

            @Override
            public WrittenReferences tensorOf(TypeExpression.TensorOf tensor) {
                tensor.shape().ifPresent(shape -> shape.forEach(references::add));
                return references;
            }

            @Override
            public WrittenReferences tableOf(TypeExpression.TableOf table) {
                table.columns()
                        .ifPresent(columns ->
                                columns.forEach(column -> column.type().accept(this)));
                return references;
            }
        });
    }

    private static void add(DimDomain domain, WrittenReferences references) {
        domain.accept(new DimDomain.Visitor<WrittenReferences>() {
            @Override
            public WrittenReferences range(DimDomain.Range range) {
                range.by().ifPresent(references::add);
                return references.add(range.from()).add(range.to());
            }

            @Override
            public WrittenReferences listed(DimDomain.Listed listed) {
                listed.elements().forEach(references::add);
                return references;
            }

            @Override
            public WrittenReferences files(DimDomain.Files files) {
                return references.add(files.glob());
            }

            @Override
            public WrittenReferences lines(DimDomain.Lines lines) {
                return references.add(lines.path());
            }

            @Override
            public WrittenReferences computed(DimDomain.Computed computed) {
                return references.add(computed.expression());
            }
        });
    }

    /** Of datasets that need each other alone, only the last is reported. */
    private void unneeded(Set<String> effects) {
        Set<String> roots = new LinkedHashSet<>(effects);
        for (Statement.Publish publish : tree.publishes()) {
            publish.datasets().stream()
                    .map(Expression.Reference::name)
                    .forEach(name -> roots.add(name.first().text()));
        }
        tree.outputs()
                .forEach(output ->
                        output.names().forEach(name -> roots.add(name.first().text())));
        Set<String> needed = reachable(roots);
        if (needed.isEmpty()) {
            return;
        }
        Set<String> left = new LinkedHashSet<>(readsByDataset.keySet());
        left.removeAll(needed);
        for (String dataset : last(left)) {
            Set<String> besides = reachable(Set.of(dataset));
            besides.retainAll(left);
            besides.remove(dataset);
            Diagnostic warning = Diagnostic.warning(
                            CompilerCodes.UNUSED_DATASET,
                            place(dataset).span(),
                            "`" + dataset + "` is neither published nor read, so it is not made")
                    .withHelp("publish it, or leave it out");
            diagnostics.add(
                    besides.isEmpty()
                            ? warning
                            : warning.withHelp("what only `" + dataset + "` needs is not made either: `"
                                    + String.join("`, `", besides) + "`"));
        }
    }

    private Name place(String dataset) {
        Name place = places.get(dataset);
        if (place == null) {
            throw new IllegalStateException("no equation defines " + dataset);
        }
        return place;
    }

    private Set<String> reads(String dataset) {
        return readsByDataset.getOrDefault(dataset, Set.of());
    }

    private Set<String> reachable(Set<String> roots) {
        Set<String> reached = new LinkedHashSet<>(roots);
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            for (String read : reads(open.pop())) {
                if (reached.add(read)) {
                    open.push(read);
                }
            }
        }
        return reached;
    }

    /** Those that no other reads; where all read each other, the first. */
    private List<String> last(Set<String> datasets) {
        Set<String> covered = new LinkedHashSet<>();
        List<String> last = new ArrayList<>();
        for (String dataset : datasets) {
            boolean read = datasets.stream()
                    .anyMatch(other -> !other.equals(dataset) && reads(other).contains(dataset));
            if (!read) {
                last.add(dataset);
                covered.addAll(reachable(Set.of(dataset)));
            }
        }
        for (String dataset : datasets) {
            if (!covered.contains(dataset)) {
                last.add(dataset);
                covered.addAll(reachable(Set.of(dataset)));
            }
        }
        return last;
    }
}
