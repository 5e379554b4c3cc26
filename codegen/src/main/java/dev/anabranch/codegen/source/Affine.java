package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sum of multiples of variables and a constant: {@code 2 * step + member - 1}. All arithmetic is exact; what
 * overflows a long throws.
 */
final class Affine {
    static final Affine ZERO = constant(0);

    private final Map<Variable, Long> terms;
    private final long constant;

    private Affine(Map<Variable, Long> terms, long constant) {
        this.terms = terms;
        this.constant = constant;
    }

    static Affine constant(long value) {
        return new Affine(Map.of(), value);
    }

    static Affine of(Variable variable) {
        return new Affine(Map.of(variable, 1L), 0);
    }

    long constant() {
        return constant;
    }

    boolean isConstant() {
        return terms.isEmpty();
    }

    Affine plus(Affine other) {
        Map<Variable, Long> sum = new TreeMap<>(terms);
        other.terms.forEach((variable, factor) -> sum.merge(variable, factor, Math::addExact));
        sum.values().removeIf(factor -> factor == 0);
        return new Affine(sum, Math.addExact(constant, other.constant));
    }

    Affine plus(long value) {
        return new Affine(terms, Math.addExact(constant, value));
    }

    Affine minus(long value) {
        return new Affine(terms, Math.subtractExact(constant, value));
    }

    Affine times(long factor) {
        if (factor == 0) {
            return ZERO;
        }
        Map<Variable, Long> product = new TreeMap<>();
        terms.forEach((variable, f) -> product.put(variable, Math.multiplyExact(f, factor)));
        return new Affine(product, Math.multiplyExact(constant, factor));
    }

    /** This divided by a positive number, where that leaves no remainder whatever the variables are. */
    Optional<Affine> dividedBy(long divisor) {
        if (constant % divisor != 0 || terms.values().stream().anyMatch(factor -> factor % divisor != 0)) {
            return Optional.empty();
        }
        Map<Variable, Long> quotient = new TreeMap<>();
        terms.forEach((variable, factor) -> quotient.put(variable, factor / divisor));
        return Optional.of(new Affine(quotient, constant / divisor));
    }

    /** The least value that it takes. */
    long low() {
        return extreme(true);
    }

    /** The greatest value that it takes. */
    long high() {
        return extreme(false);
    }

    private long extreme(boolean least) {
        BigInteger value = BigInteger.valueOf(constant);
        for (Map.Entry<Variable, Long> term : terms.entrySet()) {
            Variable variable = term.getKey();
            boolean rising = term.getValue() > 0;
            value = value.add(BigInteger.valueOf(term.getValue())
                    .multiply(BigInteger.valueOf(rising == least ? variable.low() : variable.high())));
        }
        return value.longValueExact();
    }

    /** Whether Java may compute it with {@code int}s without overflow on the way. */
    boolean fitsInt() {
        // As doubles, where nothing overflows; they are exact as far as an int goes.
        double magnitude = Math.abs((double) constant);
        for (Map.Entry<Variable, Long> term : terms.entrySet()) {
            Variable variable = term.getKey();
            double most = Math.max(Math.abs((double) variable.low()), Math.abs((double) variable.high()));
            magnitude += Math.abs((double) term.getValue()) * most;
        }
        return magnitude <= Integer.MAX_VALUE;
    }

    /** Whether it is written as more than one operand of {@code +}. */
    boolean isSum() {
        return terms.size() + (constant == 0 ? 0 : 1) > 1;
    }

    /** Whether it is written as a single name or number. */
    boolean isAtom() {
        return terms.isEmpty()
                ? constant >= 0
                : !isSum() && terms.values().iterator().next() == 1;
    }

    /** As Java source, in {@code int}s where they suffice; a sum is not in parentheses. */
    CodeBlock code() {
        boolean wide = !fitsInt();
        List<Map.Entry<Variable, Long>> ordered = new ArrayList<>(terms.entrySet());
        // A sum reads better when it does not begin with a minus.
        ordered.sort((a, b) -> Boolean.compare(a.getValue() < 0, b.getValue() < 0));
        CodeBlock.Builder code = CodeBlock.builder();
        boolean first = true;
        for (Map.Entry<Variable, Long> term : ordered) {
            long factor = term.getValue();
            code.add(first ? factor < 0 ? "-" : "" : factor < 0 ? " - " : " + ");
            if (Math.abs(factor) != 1) {
                code.add("$L * ", Math.abs(factor) + (wide ? "L" : ""));
            } else if (wide) {
                code.add("(long) ");
            }
            code.add("$L", term.getKey().name());
            first = false;
        }
        if (first) {
            return CodeBlock.of("$L", literal(constant));
        }
        if (constant == Long.MIN_VALUE) {
            code.add(" + $L", literal(constant));
        } else if (constant != 0) {
            code.add(constant < 0 ? " - $L" : " + $L", Math.abs(constant) + (wide ? "L" : ""));
        }
        return code.build();
    }

    /** An integer literal, long only where it must be. */
    static String literal(long value) {
        if (value == Long.MIN_VALUE) {
            return "Long.MIN_VALUE";
        }
        return value == (int) value ? Long.toString(value) : value + "L";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine affine && affine.terms.equals(terms) && affine.constant == constant;
    }

    @Override
    public int hashCode() {
        return 31 * terms.hashCode() + Long.hashCode(constant);
    }

    @Override
    public String toString() {
        return code().toString();
    }
}
