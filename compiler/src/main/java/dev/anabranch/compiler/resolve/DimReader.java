package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.DimDomain;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Works out the coordinates of a dim. Sizes are computed before anything is made. */
final class DimReader implements DimDomain.Visitor<Optional<Domain>> {
    /** How many coordinates a dim may have. */
    static final long LARGEST = 100_000_000;

    private final String name;
    private final ExpressionReader reader;
    private final FileLister files;
    private final Diagnostics diagnostics;

    DimReader(String name, ExpressionReader reader, FileLister files, Diagnostics diagnostics) {
        this.name = name;
        this.reader = reader;
        this.files = files;
        this.diagnostics = diagnostics;
    }

    @Override
    public Optional<Domain> range(DimDomain.Range range) {
        Optional<Long> from = integer(range.from(), "the start of a range");
        Optional<Long> to = integer(range.to(), "the end of a range");
        Optional<Long> by = range.by().isPresent() ? integer(range.by().get(), "the step of a range") : Optional.of(1L);
        if (by.isPresent() && by.get() <= 0) {
            Span span = range.by().map(Expression::span).orElse(range.span());
            diagnostics.add(Diagnostic.error(CompilerCodes.BAD_STEP, span, "the step of `" + name + "` is " + by.get())
                    .withLabel("expected a positive integer")
                    .withHelp(
                            by.get() < 0
                                    ? "a range goes up; coordinates in another order are listed: `[18, 12, 6, 0]`"
                                    : "leave `by` out, or give it the distance of two neighbours"));
            return Optional.empty();
        }
        if (from.isEmpty() || to.isEmpty() || by.isEmpty()) {
            return Optional.empty();
        }
        long first = from.get();
        long last = to.get();
        if (last < first || (range.toExclusive() && last == first)) {
            if (written(range.from()) && written(range.to())) {
                diagnostics.add(Diagnostic.warning(
                                CompilerCodes.EMPTY_RANGE,
                                range.span(),
                                "`" + name + "` has no coordinates: "
                                        + range.from().span().text() + " is " + (last < first ? "above " : "")
                                        + range.to().span().text())
                        .withHelp("a range goes up: `" + range.to().span().text() + ".."
                                + range.from().span().text()
                                + "`; coordinates in another order are listed: `[3, 2, 1]`"));
            }
            return Optional.of(new Domain.Regular(first, by.get(), 0));
        }
        // As unsigned numbers the distance of any two longs fits.
        long distance = last - first - (range.toExclusive() ? 1 : 0);
        long steps = Long.divideUnsigned(distance, by.get());
        if (Long.compareUnsigned(steps, LARGEST) >= 0) {
            return tooLarge(range.span(), Long.toUnsignedString(steps + 1));
        }
        return Optional.of(new Domain.Regular(first, by.get(), (int) steps + 1));
    }

    /** Whether an end of a range is a number, not computed from params. */
    private static boolean written(Expression end) {
        return WrittenReferences.in(end).isEmpty();
    }

    private Optional<Domain> tooLarge(Span span, String size) {
        diagnostics.add(Diagnostic.error(
                        CompilerCodes.DIM_TOO_LARGE,
                        span,
                        "`" + name + "` has " + grouped(size) + " coordinates, at most 100,000,000 are possible")
                .withHelp("let one task work on a block of coordinates, and make the blocks the dim"));
        return Optional.empty();
    }

    private static String grouped(String digits) {
        return digits.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
    }

    private Optional<Long> integer(Expression expression, String what) {
        return reader.plain(expression, ScalarType.INT, what)
                .filter(Plain::constant)
                .map(plain -> (Long) ((Literal) plain.scalar()).value());
    }

    @Override
    public Optional<Domain> listed(DimDomain.Listed listed) {
        List<Operand> elements = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (Expression element : listed.elements()) {
            reader.plain(element).ifPresent(elements::add);
            spans.add(element.span());
        }
        return elements.size() < listed.elements().size() ? Optional.empty() : list(elements, spans, listed.span());
    }

    @Override
    public Optional<Domain> files(DimDomain.Files domain) {
        Optional<String> glob = reader.plain(domain.glob(), ScalarType.PATH, "the pattern of `files`")
                .filter(Plain::constant)
                .map(plain -> (String) ((Literal) plain.scalar()).value());
        if (glob.isEmpty()) {
            return Optional.empty();
        }
        List<String> found;
        try {
            found = files.files(glob.get());
        } catch (IllegalArgumentException e) {
            diagnostics.add(Diagnostic.error(
                    CompilerCodes.EMPTY_DIM,
                    domain.glob().span(),
                    "the pattern `" + glob.get() + "` cannot be used: " + e.getMessage()));
            return Optional.empty();
        }
        if (found.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.EMPTY_DIM, domain.glob().span(), "no file matches `" + glob.get() + "`")
                    .withHelp("relative patterns start from where the command is called"));
            return Optional.empty();
        }
        return found.size() > LARGEST
                ? tooLarge(domain.span(), Integer.toString(found.size()))
                : Optional.of(new Domain.Texts(List.copyOf(new LinkedHashSet<>(found))));
    }

    @Override
    public Optional<Domain> lines(DimDomain.Lines domain) {
        return reader.plain(domain.path(), ScalarType.PATH, "the path of `lines`")
                .filter(Plain::constant)
                .flatMap(plain -> new CoordinateFile(files, diagnostics)
                        .read(
                                (String) ((Literal) plain.scalar()).value(),
                                domain.path().span()));
    }

    @Override
    public Optional<Domain> computed(DimDomain.Computed domain) {
        Operand operand = reader.read(domain.expression());
        if (operand instanceof Operand.Listed listed) {
            return list(listed.elements(), List.of(), domain.span());
        }
        if (!(operand instanceof Operand.Broken)) {
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.WRONG_TYPE,
                            domain.span(),
                            "`" + name + "` is given " + operand.describe() + ", expected a range or a list")
                    .withHelp("for the integers below a number write `0..<"
                            + domain.span().text() + "`"));
        }
        return Optional.empty();
    }

    private Optional<Domain> list(List<Operand> elements, List<Span> spans, Span all) {
        if (elements.isEmpty()) {
            diagnostics.add(Diagnostic.error(CompilerCodes.EMPTY_DIM, all, "`" + name + "` has no coordinates")
                    .withHelp("list at least one, or write a range: `0..<10`"));
            return Optional.empty();
        }
        Set<Object> values = new LinkedHashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            Span span = spans.isEmpty() ? all : spans.get(i);
            if (!(elements.get(i) instanceof Plain plain) || !plain.constant()) {
                return Optional.empty();
            }
            boolean fits = plain.type() == ScalarType.INT
                    || plain.type() == ScalarType.STRING
                    || plain.type() == ScalarType.PATH;
            Object value = ((Literal) plain.scalar()).value();
            boolean same = values.isEmpty() || values.iterator().next().getClass() == value.getClass();
            if (!fits || !same) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.INDEX_TYPE,
                                span,
                                "a coordinate of `" + name + "` is of type "
                                        + plain.type().label())
                        .withLabel("expected integers only or strings only")
                        .withHelp("write all of them as integers, or all in double quotes"));
                return Optional.empty();
            }
            if (!values.add(value)) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.REPEATED_COORDINATE,
                                span,
                                "`" + value + "` stands twice in `" + name + "`")
                        .withHelp("leave one of them out"));
                return Optional.empty();
            }
        }
        return Optional.of(domain(values));
    }

    private static Domain domain(Set<Object> values) {
        if (values.iterator().next() instanceof String) {
            return new Domain.Texts(values.stream().map(String.class::cast).toList());
        }
        return Domains.ofIntegers(values.stream().mapToLong(v -> (Long) v).toArray());
    }
}
