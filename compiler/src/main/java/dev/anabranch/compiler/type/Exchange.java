package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds arguments of a call that do not fit where they stand, but would in another order. */
final class Exchange {
    private static final int LONGEST = 80;

    /** With more arguments there are too many orders to try. */
    private static final int MOST = 6;

    private final Expression.Call call;
    private final List<Parameter> parameters;
    private final List<Given> given;
    private final List<Integer> wrong;

    /** An argument at hand: what it is and where it is written. */
    record Given(Operand operand, Span span) {
        boolean fits(ValueType type) {
            if (operand instanceof Operand.Maybe maybe) {
                return type.accepts(maybe.type());
            }
            return new ArgumentReader(new Diagnostics())
                    .argument(operand, type, "", span)
                    .isPresent();
        }
    }

    /** @param given the arguments of the call, none of them broken */
    Exchange(Expression.Call call, Map<Parameter, Given> given) {
        this.call = call;
        this.parameters = List.copyOf(given.keySet());
        this.given = List.copyOf(given.values());
        this.wrong = IntStream.range(0, parameters.size())
                .filter(i -> !this.given.get(i).fits(parameters.get(i).type()))
                .boxed()
                .toList();
    }

    /** The parameters that are given what does not fit. */
    List<Parameter> wrong() {
        return wrong.stream().map(parameters::get).toList();
    }

    /** What is wrong with the call, if it is the order of its arguments. */
    Optional<Diagnostic> diagnose() {
        if (wrong.size() < 2) {
            return Optional.empty();
        }
        return order().map(order -> {
            List<Integer> moved = moved(order);
            List<String> types =
                    moved.stream().map(i -> parameters.get(i).type().label()).toList();
            Span span = moved.stream()
                    .map(i -> given.get(i).span())
                    .reduce(Span::to)
                    .orElseThrow();
            Diagnostic diagnostic = Diagnostic.error(
                            CompilerCodes.WRONG_TYPE,
                            span,
                            "the arguments for " + names(moved) + " of `" + call.callee() + "` are exchanged")
                    .withLabel("expected " + String.join(", then ", types));
            String named = moved.stream()
                    .map(i -> "`" + parameters.get(i).name() + ": ...`")
                    .collect(Collectors.joining(", "));
            return diagnostic.withHelp(written(order)
                    .map(mended -> "write `" + mended + "`")
                    .orElse("write them in this order, or give each by its name: " + named));
        });
    }

    /** Another way out where one argument is wrong: that it and one that happens to fit are exchanged. */
    Optional<String> alternative() {
        return wrong.size() == 1
                ? order().flatMap(order ->
                        written(order).map(mended -> "or exchange " + names(moved(order)) + ": write `" + mended + "`"))
                : Optional.empty();
    }

    /** Which argument belongs to each parameter; empty if there is no such order, or more than one. */
    private Optional<List<Integer>> order() {
        if (wrong.isEmpty() || wrong.size() > MOST) {
            return Optional.empty();
        }
        List<List<Integer>> orders = new ArrayList<>();
        fill(wrong, new ArrayList<>(), orders);
        for (int other = 0; other < parameters.size() && orders.isEmpty() && wrong.size() < MOST; other++) {
            if (!wrong.contains(other)) {
                List<Integer> more = new ArrayList<>(wrong);
                more.add(other);
                fill(more.stream().sorted().toList(), new ArrayList<>(), orders);
            }
        }
        return orders.size() == 1 ? Optional.of(orders.get(0)) : Optional.empty();
    }

    /** Adds the orders of some arguments in which each fits; the others stay where they are. */
    private void fill(List<Integer> places, List<Integer> chosen, List<List<Integer>> orders) {
        if (chosen.size() == places.size()) {
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, parameters.size()).boxed().toList());
            for (int i = 0; i < places.size(); i++) {
                order.set(places.get(i), chosen.get(i));
            }
            orders.add(order);
            return;
        }
        ValueType wanted = parameters.get(places.get(chosen.size())).type();
        for (int candidate : places) {
            if (!chosen.contains(candidate) && given.get(candidate).fits(wanted)) {
                chosen.add(candidate);
                fill(places, chosen, orders);
                chosen.remove(chosen.size() - 1);
            }
        }
    }

    private static List<Integer> moved(List<Integer> order) {
        return IntStream.range(0, order.size())
                .filter(i -> order.get(i) != i)
                .boxed()
                .toList();
    }

    private String names(List<Integer> places) {
        List<String> names =
                places.stream().map(i -> "`" + parameters.get(i).name() + "`").toList();
        return names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " and "
                + names.get(names.size() - 1);
    }

    private Optional<String> written(List<Integer> order) {
        List<Span> places = given.stream().map(Given::span).toList();
        return written(call, places, order.stream().map(places::get).toList());
    }

    /** The call with other texts in some places, if it fits into a message. */
    static Optional<String> written(Expression.Call call, List<Span> places, List<Span> instead) {
        String source = call.span().source().text();
        StringBuilder mended = new StringBuilder();
        int at = call.span().start();
        List<Integer> inOrder = IntStream.range(0, places.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> places.get(i).start()))
                .toList();
        for (int place : inOrder) {
            Span here = places.get(place);
            mended.append(source, at, here.start()).append(instead.get(place).text());
            at = here.end();
        }
        mended.append(source, at, call.span().end());
        return mended.length() > LONGEST || mended.indexOf("\n") >= 0
                ? Optional.empty()
                : Optional.of(mended.toString());
    }
}
