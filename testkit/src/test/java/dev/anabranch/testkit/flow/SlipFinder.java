package dev.anabranch.testkit.flow;

import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where in a flow a slip can be made, and what is then written there. */
final class SlipFinder {
    private static final TaskLibrary LAB = FlowTasks.catalog().library("lab").orElseThrow();
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> FUNCTIONS = Set.of("min", "max", "abs", "pow", "log2", "size", "files", "lines");
    private static final Map<String, String> WORDS = Map.of(
            "h", "hours", "min", "minutes", "s", "sec", "d", "days", "ms", "msec", "MiB", "mib", "KiB", "kib", "GiB",
            "Gib");

    /** How often another place is tried where a misspelt name happens to be right. */
    private static final int MOST_TRIES = 3;

    private final GeneratedFlow flow;
    private final SyntaxTree tree;
    private final Choices choices;
    private final Set<String> names;
    private final List<Supplier<Optional<Slip>>> occasions = new ArrayList<>();

    private SlipFinder(GeneratedFlow flow, Choices choices) {
        this.flow = flow;
        this.choices = choices;
        this.tree = Parser.parseWithErrors(SourceText.of(FlowAssert.FILE, flow.text()))
                .tree();
        this.names = NAME.matcher(flow.text()).results().map(r -> r.group()).collect(Collectors.toSet());
        LAB.tasks().forEach(t -> {
            names.add(t.name());
            t.parameters().forEach(p -> names.add(p.name()));
        });
    }

    /** A slip of some kind; if the flow gives no occasion for the first, of the next. */
    static Optional<Slip> slip(GeneratedFlow flow, List<Integer> numbers) {
        Choices choices = new Choices(numbers);
        SlipFinder finder = new SlipFinder(flow, choices);
        Slip.Kind[] kinds = Slip.Kind.values();
        int first = choices.below(kinds.length);
        for (int i = 0; i < kinds.length; i++) {
            finder.occasions.clear();
            finder.find(kinds[(first + i) % kinds.length]);
            for (int tries = Math.min(MOST_TRIES, finder.occasions.size()); tries > 0; tries--) {
                Optional<Slip> slip = choices.of(finder.occasions).get();
                if (slip.isPresent()) {
                    return slip;
                }
            }
        }
        return Optional.empty();
    }

    private void find(Slip.Kind kind) {
        for (Statement statement : tree.statements()) {
            boolean publishes = statement instanceof Statement.Publish;
            switch (kind) {
                case DATASET -> references(statement, !publishes).forEach(r -> dataset(kind, r));
                case PUBLISHED -> references(statement, publishes).forEach(r -> dataset(kind, r));
                case PARAM -> rightOf(statement).forEach(r -> param(kind, r));
                case DIM -> Nodes.in(statement, Statement.Equation.class).forEach(this::dims);
                case TASK ->
                    calls(statement)
                            .forEach(c -> misspelt(kind, c.callee().parts().get(1)));
                case LIBRARY ->
                    calls(statement)
                            .forEach(c -> misspelt(kind, c.callee().parts().get(0)));
                case USED_LIBRARY ->
                    Nodes.in(statement, Statement.UseLibrary.class)
                            .forEach(use -> misspelt(kind, use.library().parts().get(0)));
                case PARAMETER -> calls(statement).forEach(this::labels);
                case USED_FILE -> Nodes.in(statement, Statement.UseFlow.class).forEach(this::file);
                case UNIT_IN_WORDS -> quantities(statement).forEach(this::words);
                case NO_UNIT, UNIT_OF_ANOTHER_KIND -> calls(statement).forEach(c -> units(kind, c));
                case FORGOTTEN_INDEX -> references(statement, !publishes).forEach(this::forgotten);
                case EXCHANGED -> calls(statement).forEach(this::exchanged);
            }
        }
    }

    private static List<Expression.Reference> references(Statement statement, boolean wanted) {
        return wanted ? Nodes.in(statement, Expression.Reference.class) : List.of();
    }

    /** The calls of the library's tasks. */
    private List<Expression.Call> calls(Statement statement) {
        return Nodes.in(statement, Expression.Call.class).stream()
                .filter(c -> task(c).isPresent())
                .toList();
    }

    private static Optional<TaskSignature> task(Expression.Call call) {
        List<Name> parts = call.callee().parts();
        return parts.size() == 2
                        && (parts.get(0).text().equals("lab")
                                || parts.get(0).text().equals("l"))
                ? FlowTasks.catalog()
                        .library("lab")
                        .orElseThrow()
                        .task(parts.get(1).text())
                : Optional.empty();
    }

    private void add(Slip.Kind kind, Span place, String written) {
        occasions.add(() -> Optional.of(new Slip(kind, flow, place.start(), place.text(), written)));
    }

    private void misspelt(Slip.Kind kind, Name name) {
        occasions.add(() -> misspelling(kind, name));
    }

    /** One letter wrong of several, so that it is no name that the flow or the language knows. */
    private Optional<Slip> misspelling(Slip.Kind kind, Name name) {
        String written = OneEdit.of(name.text(), choices);
        boolean free = written.length() > 1
                && NAME.matcher(written).matches()
                && !names.contains(written)
                && !FUNCTIONS.contains(written);
        return Optional.of(new Slip(kind, flow, name.span().start(), name.text(), written))
                .filter(slip -> free && parses(slip.text()));
    }

    private static boolean parses(String text) {
        return !Parser.parseWithErrors(SourceText.of(FlowAssert.FILE, text)).hasErrors();
    }

    private void dataset(Slip.Kind kind, Expression.Reference reference) {
        if (reference.name().isSimple()
                && flow.instances().containsKey(reference.name().text())) {
            misspelt(kind, reference.name().parts().get(0));
        }
    }

    /** All references but those in an equation's indices, where a param is a coordinate and an unknown name a dim. */
    private static List<Expression.Reference> rightOf(Statement statement) {
        List<Expression.Reference> references =
                new ArrayList<>(references(statement, !(statement instanceof Statement.Publish)));
        if (statement instanceof Statement.Equation equation) {
            references.removeAll(Nodes.in(equation.indices(), Expression.Reference.class));
        }
        return references;
    }

    private void param(Slip.Kind kind, Expression.Reference reference) {
        if (tree.params().stream()
                .anyMatch(p -> p.name().text().equals(reference.name().text()))) {
            misspelt(kind, reference.name().parts().get(0));
        }
    }

    private void dims(Statement.Equation equation) {
        for (Expression.Reference index : Nodes.in(equation.indices(), Expression.Reference.class)) {
            param(Slip.Kind.DIM, index);
            if (tree.dims().stream()
                    .anyMatch(d -> d.name().text().equals(index.name().text()))) {
                misspelt(Slip.Kind.DIM, index.name().parts().get(0));
            }
        }
    }

    private void labels(Expression.Call call) {
        boolean any =
                task(call).orElseThrow().parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.NAMED_REST);
        for (Argument argument : any ? List.<Argument>of() : call.arguments()) {
            argument.label().ifPresent(label -> misspelt(Slip.Kind.PARAMETER, label));
        }
    }

    private void file(Statement.UseFlow use) {
        String path = use.path().constant().orElseThrow();
        if (use.path().span().text().equals('"' + path + '"')) {
            occasions.add(() -> {
                String written = OneEdit.of(path, choices);
                boolean found = written.equals(path)
                        || flow.others().keySet().stream()
                                .anyMatch(other -> written.equals(other) || written.endsWith('/' + other));
                return Optional.of(new Slip(
                                Slip.Kind.USED_FILE, flow, use.path().span().start() + 1, path, written))
                        .filter(slip -> !found);
            });
        }
    }

    private static List<Span> quantities(Object part) {
        List<Span> spans = new ArrayList<>();
        Nodes.in(part, Expression.DurationLiteral.class).forEach(q -> spans.add(q.span()));
        Nodes.in(part, Expression.SizeLiteral.class).forEach(q -> spans.add(q.span()));
        return spans;
    }

    private static String unit(String quantity) {
        return quantity.replaceFirst(".*[0-9_]", "");
    }

    private void words(Span quantity) {
        String word = WORDS.get(unit(quantity.text()));
        if (word != null) {
            String amount = quantity.text()
                    .substring(
                            0, quantity.text().length() - unit(quantity.text()).length());
            add(Slip.Kind.UNIT_IN_WORDS, quantity, amount + word);
        }
    }

    /** Quantities that are arguments as they stand. */
    private void units(Slip.Kind kind, Expression.Call call) {
        for (Argument argument : call.arguments()) {
            boolean time = argument.value() instanceof Expression.DurationLiteral;
            if (!time && !(argument.value() instanceof Expression.SizeLiteral)) {
                continue;
            }
            Span span = argument.value().span();
            String amount = span.text()
                    .substring(0, span.text().length() - unit(span.text()).length());
            boolean wants = parameter(call, argument)
                    .filter(p -> p.type() == (time ? ScalarType.DURATION : ScalarType.SIZE))
                    .isPresent();
            if (wants) {
                add(kind, span, kind == Slip.Kind.NO_UNIT ? amount : amount + (time ? "MiB" : "min"));
            }
        }
    }

    private static Optional<Parameter> parameter(Expression.Call call, Argument argument) {
        List<Parameter> parameters = task(call).orElseThrow().parameters();
        int place = call.arguments().indexOf(argument);
        return argument.label().isPresent()
                ? parameters.stream()
                        .filter(p -> p.name().equals(argument.label().get().text()))
                        .findFirst()
                : place < parameters.size() && !parameters.get(place).javaType().startsWith("[")
                        ? Optional.of(parameters.get(place))
                        : Optional.empty();
    }

    /** One of several indices left out. */
    private void forgotten(Expression.Reference reference) {
        List<Index> indices = reference.indices().orElse(List.of());
        if (indices.size() < 2 || !flow.instances().containsKey(reference.name().text())) {
            return;
        }
        int gone = choices.below(indices.size());
        List<String> left = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            if (i != gone) {
                left.add(indices.get(i).span().text());
            }
        }
        String marks = reference.optional() ? "?" : "";
        add(
                Slip.Kind.FORGOTTEN_INDEX,
                reference.span(),
                reference.name() + "[" + String.join(", ", left) + "]" + marks);
    }

    /** Two arguments by place that do not fit into each other's. */
    private void exchanged(Expression.Call call) {
        List<Argument> arguments = call.arguments();
        List<Parameter> parameters = task(call).orElseThrow().parameters();
        for (int i = 0; i + 1 < arguments.size() && i + 1 < parameters.size(); i++) {
            Argument a = arguments.get(i);
            Argument b = arguments.get(i + 1);
            boolean byPlace = a.label().isEmpty() && b.label().isEmpty();
            boolean simple = !parameters.get(i + 1).javaType().startsWith("[")
                    && parameters.get(i + 1).kind() == Parameter.Kind.VALUE;
            // Which branch holds may be found out only after the mistake in the other argument was told.
            boolean plain = Nodes.in(call, Expression.Conditional.class).isEmpty();
            if (plain
                    && byPlace
                    && simple
                    && distinct(parameters.get(i).type(), parameters.get(i + 1).type())) {
                Span both = a.span().to(b.span());
                String between = flow.text().substring(a.span().end(), b.span().start());
                add(
                        Slip.Kind.EXCHANGED,
                        both,
                        b.span().text() + between + a.span().text());
            }
        }
    }

    private static boolean distinct(ValueType a, ValueType b) {
        return !a.accepts(b)
                && !b.accepts(a)
                && !(a instanceof ValueType.JavaObject)
                && !(b instanceof ValueType.JavaObject);
    }

    /** The names that a flow knows. */
    static Set<String> names(Slip slip) {
        return new SlipFinder(slip.flow(), new Choices(List.of())).names;
    }
}
