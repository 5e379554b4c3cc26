package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.DimDomain;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.dsl.tree.TypeExpression;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The params and dims of a flow with what it is given; each is worked out when it is first asked for. */
final class Constants implements PlainNames {
    private static final long MOST_COORDINATES = 2_000_000;

    /** How many params may need each other in a chain: the language allows no more. */
    private static final int DEEPEST = 500;

    private final Map<String, Statement.Param> params = new LinkedHashMap<>();
    private final Map<String, Statement.Dim> dims = new LinkedHashMap<>();
    private final Map<String, List<PlainValue>> values = new HashMap<>();
    private final Map<String, List<Object>> coordinates = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> inputDims = new HashSet<>();
    private final Outside outside;
    private final FlowFiles files;

    Constants(SyntaxTree tree, Outside outside, FlowFiles files) {
        this.outside = outside;
        this.files = files;
        tree.inputs().forEach(input -> input.dims().forEach(dim -> inputDims.add(dim.text())));
        tree.params()
                .forEach(p -> declare(params.put(p.name().text(), p), p.name().text(), p.span()));
        tree.dims().forEach(d -> declare(dims.put(d.name().text(), d), d.name().text(), d.span()));
    }

    /** No params and no dims. */
    static Constants none() {
        SyntaxTree nothing = new SyntaxTree(SourceText.of("nothing", ""), Optional.empty(), List.of(), List.of());
        return new Constants(nothing, new CommandLine(Map.of()), FlowFiles.NONE);
    }

    private void declare(@Nullable Statement before, String name, Span span) {
        if (before != null || (params.containsKey(name) && dims.containsKey(name))) {
            throw Refusal.of(span, "`" + name + "` is declared twice");
        }
    }

    boolean isParam(String name) {
        return params.containsKey(name);
    }

    boolean isDim(String name) {
        return dims.containsKey(name) || inputDims.contains(name);
    }

    /** Whether a param is a list. */
    boolean isList(String name) {
        Statement.Param param = params.get(name);
        return param != null && param.type() instanceof TypeExpression.ListOf;
    }

    /** Works out everything, so that a mistake in what nobody uses is found as well. */
    void all() {
        params.values().forEach(this::values);
        dims.values().forEach(d -> coordinates(d.name().text(), d.span()));
    }

    /** The values of a param that is a list. */
    List<PlainValue> list(Expression expression) {
        if (expression instanceof Expression.Reference reference
                && reference.indices().isEmpty()
                && !reference.optional()) {
            return listNamed(reference);
        }
        throw Refusal.of(expression.span(), "no list");
    }

    /** The values of the list that a reference names, with or without an index. */
    List<PlainValue> listNamed(Expression.Reference reference) {
        String name = reference.name().text();
        Statement.Param param = params.get(name);
        if (param == null || !isList(name)) {
            throw Refusal.of(reference.span(), "no list");
        }
        return values(param);
    }

    /** The type of the elements of a param that is a list. */
    ScalarType elementType(String list) {
        return scalar(((TypeExpression.ListOf) param(list).type()).element());
    }

    private Statement.Param param(String name) {
        return Optional.ofNullable(params.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no param " + name));
    }

    private List<PlainValue> values(Statement.Param param) {
        String name = param.name().text();
        List<PlainValue> known = values.get(name);
        if (known != null) {
            return known;
        }
        enter(name, param.span());
        boolean list = param.type() instanceof TypeExpression.ListOf;
        ScalarType type = scalar(param.type() instanceof TypeExpression.ListOf of ? of.element() : param.type());
        Optional<List<PlainValue>> given = outside.param(param, type, list);
        List<PlainValue> worked = given.orElseGet(() -> read(
                param.defaultValue().orElseThrow(() -> Refusal.of(param.span(), "no value for `" + name + "`")),
                type,
                list));
        open.remove(name);
        values.put(name, worked);
        return worked;
    }

    /** The values of an expression for a param: one, or those of a list. */
    List<PlainValue> read(Expression expression, ScalarType type, boolean list) {
        if (!list) {
            return List.of(PlainValues.of(expression, this, type));
        }
        List<PlainValue> worked = new ArrayList<>();
        elements(expression)
                .forEach(value -> worked.add(
                        value.as(type).orElseThrow(() -> Refusal.of(expression.span(), "an element of another type"))));
        return worked;
    }

    private List<PlainValue> elements(Expression expression) {
        if (expression instanceof Expression.Reference reference) {
            return list(reference);
        }
        if (!(expression instanceof Expression.ListLiteral literal)) {
            throw Refusal.of(expression.span(), "no list");
        }
        return literal.elements().stream().map(e -> PlainValues.of(e, this)).toList();
    }

    private void enter(String name, Span span) {
        if (open.size() >= DEEPEST || !open.add(name)) {
            throw Refusal.of(span, "`" + name + "` is defined by itself");
        }
    }

    private static ScalarType scalar(TypeExpression type) {
        if (type instanceof TypeExpression.Named named) {
            for (ScalarType scalar : ScalarType.values()) {
                if (scalar.label().equals(named.name().text())) {
                    return scalar;
                }
            }
        }
        throw Refusal.of(type.span(), "no type of a param");
    }

    /** The coordinates of a dim. */
    List<Object> coordinates(String name, Span span) {
        List<Object> known = coordinates.get(name);
        if (known != null) {
            return known;
        }
        enter(name, span);
        Statement.Dim dim = dims.get(name);
        if (dim == null && !inputDims.contains(name)) {
            throw Refusal.of(span, "no dim `" + name + "`");
        }
        List<Object> worked =
                dim == null ? outside.coordinates(name) : dim.domain().accept(new Domains());
        open.remove(name);
        coordinates.put(name, worked);
        return worked;
    }

    private final class Domains implements DimDomain.Visitor<List<Object>> {
        @Override
        public List<Object> range(DimDomain.Range domain) {
            long from = PlainValues.of(domain.from(), Constants.this, ScalarType.INT)
                    .integer();
            long to =
                    PlainValues.of(domain.to(), Constants.this, ScalarType.INT).integer();
            long by = domain.by()
                    .map(e -> PlainValues.of(e, Constants.this, ScalarType.INT).integer())
                    .orElse(1L);
            if (by <= 0) {
                throw Refusal.of(domain.span(), "a step of " + by);
            }
            if (to < from || (domain.toExclusive() && to == from)) {
                return List.of();
            }
            // As unsigned numbers the distance of any two longs fits.
            long steps = Long.divideUnsigned(to - from - (domain.toExclusive() ? 1 : 0), by);
            if (Long.compareUnsigned(steps, MOST_COORDINATES) >= 0) {
                throw Refusal.tooLarge(domain.span(), "too many coordinates");
            }
            return Coordinates.range(from, by, (int) steps + 1);
        }

        @Override
        public List<Object> listed(DimDomain.Listed domain) {
            return distinct(
                    domain.elements().stream()
                            .map(e -> PlainValues.of(e, Constants.this))
                            .toList(),
                    domain.span());
        }

        private List<Object> distinct(List<PlainValue> elements, Span span) {
            Set<Object> seen = new HashSet<>();
            for (PlainValue element : elements) {
                boolean fits = element.type() == ScalarType.INT || PlainTypes.text(element.type());
                boolean same =
                        element.value().getClass() == elements.get(0).value().getClass();
                if (!fits || !same || !seen.add(element.value())) {
                    throw Refusal.of(span, "a coordinate that cannot stand here");
                }
            }
            if (elements.isEmpty()) {
                throw Refusal.of(span, "no coordinates");
            }
            return elements.stream().map(PlainValue::value).toList();
        }

        @Override
        public List<Object> files(DimDomain.Files domain) {
            PlainValue glob = PlainValues.of(domain.glob(), Constants.this, ScalarType.PATH);
            List<Object> found = files.matching((String) glob.value()).stream()
                    .distinct()
                    .map(Object.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw Refusal.of(domain.span(), "no files");
            }
            return found;
        }

        @Override
        public List<Object> lines(DimDomain.Lines domain) {
            PlainValue path = PlainValues.of(domain.path(), Constants.this, ScalarType.PATH);
            String content = files.content((String) path.value())
                    .orElseThrow(() -> Refusal.of(domain.span(), "no file " + path.value()));
            List<String> lines = content.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (lines.isEmpty() || new HashSet<>(lines).size() < lines.size()) {
                throw Refusal.of(domain.span(), "no lines, or a line that stands twice");
            }
            return lines.stream().map(Object.class::cast).toList();
        }

        @Override
        public List<Object> computed(DimDomain.Computed domain) {
            return distinct(elements(domain.expression()), domain.span());
        }
    }

    @Override
    public Constants constants() {
        return this;
    }

    /** In a constant a dim stands for its size. */
    @Override
    public ScalarType type(Expression.Reference reference) {
        return isDim(reference.name().text())
                ? ScalarType.INT
                : value(reference).type();
    }

    @Override
    public PlainValue value(Expression.Reference reference) {
        String name = reference.name().text();
        if (reference.indices().isPresent() || reference.optional()) {
            throw Refusal.of(reference.span(), "an index where none can stand");
        }
        if (isDim(name)) {
            return new PlainValue(
                    ScalarType.INT, (long) coordinates(name, reference.span()).size());
        }
        Statement.Param param = params.get(name);
        if (param == null || isList(name)) {
            throw Refusal.of(reference.span(), "no plain value: `" + name + "`");
        }
        return values(param).get(0);
    }
}
