package dev.anabranch.codegen.source;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.EvenList;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Source of a call's arguments: statements that fetch them, and the expressions to pass. */
final class ArgumentCode {
    /** More elements than this are added by methods of their own, which the JIT compiles one by one. */
    private static final int ELEMENTS_IN_LINE = 48;

    private final TaskGraph graph;
    private final TaskFamily family;
    private final List<AxisBinding> axes;
    private final MethodBody body;
    private final SlotCode slots;

    ArgumentCode(TaskGraph graph, TaskFamily family, List<AxisBinding> axes, MethodBody body) {
        this.graph = graph;
        this.family = family;
        this.axes = axes;
        this.body = body;
        this.slots = new SlotCode(family, axes, body);
    }

    /** Adds what must be fetched to the method and returns what to pass for the parameter. */
    CodeBlock pass(Parameter parameter, Argument argument) {
        if (parameter.kind() == Parameter.Kind.NAMED_REST) {
            return map(parameter, (Argument.Named) argument);
        }
        if (parameter.optional()) {
            return optional(parameter, argument);
        }
        TypeName java = TypeNames.descriptor(parameter.javaType());
        if (java instanceof ArrayTypeName array) {
            return varargs(parameter, (ValueType.ListOf) parameter.type(), array.componentType(), argument);
        }
        return single(parameter, java, argument);
    }

    /** What to pass for a parameter that takes an {@code Optional}. */
    private CodeBlock optional(Parameter parameter, Argument argument) {
        TypeName java = TypeNames.dataset(parameter.type());
        if (argument instanceof Argument.Absent) {
            return CodeBlock.of("$T.empty()", Optional.class);
        }
        if (!(argument instanceof Argument.ReadIfDefined maybe)) {
            return CodeBlock.of("$T.of($L)", Optional.class, single(parameter, java, argument));
        }
        OptionalRead read = new OptionalRead(graph, family, maybe.read());
        if (read.always() || read.never()) {
            return optional(parameter, read.always() ? maybe.read() : maybe.otherwise());
        }
        OptionalRead.Question question = read.question(axes, body, slots);
        String name = body.unique(parameter.name());
        body.code()
                .addStatement(
                        "$T $L = $L ? $T.of($L) : $T.empty()",
                        ParameterizedTypeName.get(ClassName.get(Optional.class), java),
                        name,
                        question.condition(),
                        Optional.class,
                        fetched(maybe.read(), question.slot(), parameter.type(), java),
                        Optional.class);
        return CodeBlock.of("$L", name);
    }

    /** What to pass for a parameter of a type of its own. */
    private CodeBlock single(Parameter parameter, TypeName java, Argument argument) {
        return argument.accept(new Argument.Visitor<CodeBlock>() {
            @Override
            public CodeBlock value(Argument.Value value) {
                return scalar(value, parameter.name(), parameter.type(), java);
            }

            @Override
            public CodeBlock read(Argument.Read read) {
                return variable(parameter, read, java);
            }

            @Override
            public CodeBlock readIfDefined(Argument.ReadIfDefined maybe) {
                return orDefault(parameter, java, maybe);
            }

            @Override
            public CodeBlock absent(Argument.Absent absent) {
                throw new IllegalArgumentException("nothing for `" + parameter.name() + "`");
            }

            @Override
            public CodeBlock readAll(Argument.ReadAll readAll) {
                return listVariable(parameter.name(), parameter.type(), readAll);
            }

            @Override
            public CodeBlock part(Argument.Part part) {
                return listVariable(parameter.name(), parameter.type(), part);
            }

            @Override
            public CodeBlock list(Argument.ListOf list) {
                return listVariable(parameter.name(), parameter.type(), list);
            }

            @Override
            public CodeBlock named(Argument.Named named) {
                throw new IllegalArgumentException("named arguments for `" + parameter.name() + "`");
            }
        });
    }

    /** A dataset, or where there is none what stands in its place. */
    private CodeBlock orDefault(Parameter parameter, TypeName java, Argument.ReadIfDefined maybe) {
        OptionalRead read = new OptionalRead(graph, family, maybe.read());
        if (read.always() || read.never()) {
            return single(parameter, java, read.always() ? maybe.read() : maybe.otherwise());
        }
        OptionalRead.Question question = read.question(axes, body, slots);
        CodeBlock otherwise = element(parameter.name(), parameter.type(), java, maybe.otherwise());
        String name = body.unique(parameter.name());
        TypeName type = parameter.type() instanceof ValueType.ListOf ? TypeNames.dataset(parameter.type()) : java;
        body.code()
                .addStatement(
                        "$T $L = $L ? $L : $L",
                        type,
                        name,
                        question.condition(),
                        fetched(maybe.read(), question.slot(), parameter.type(), type),
                        otherwise);
        return CodeBlock.of("$L", name);
    }

    private CodeBlock scalar(Argument.Value value, String name, ValueType wanted, TypeName java) {
        Expression code = new ScalarCode(axes, slots.axisNames(), body.owner().constants(), name).of(value.scalar());
        return ValueConversion.scalar(code, value.scalar().type(), wanted, java);
    }

    /** A dataset of its own gets a variable, named after its array where it is the only one of it. */
    private CodeBlock variable(Parameter parameter, Argument.Read read, TypeName java) {
        MethodBody.Local local = local(read, parameter.type());
        if (local != null) {
            return local.code();
        }
        long ofArray = family.arguments().stream()
                .filter(a -> a instanceof Argument.Read other && other.array() == read.array())
                .count();
        String name =
                body.unique(ofArray == 1 ? graph.arrays().get(read.array()).name() : parameter.name());
        TypeName type = parameter.type() instanceof ValueType.ListOf ? TypeNames.dataset(parameter.type()) : java;
        body.code().addStatement("$T $L = $L", type, name, one(read, parameter.type(), type));
        return CodeBlock.of("$L", name);
    }

    private CodeBlock slot(Argument.Read read) {
        return slots.slot(graph.arrays().get(read.array()), positions(read));
    }

    private List<Position> positions(Argument.Read read) {
        DatasetArray array = graph.arrays().get(read.array());
        List<Position> positions = new ArrayList<>();
        for (int axis = 0; axis < read.at().size(); axis++) {
            positions.add(slots.position(array, axis, read.at().get(axis).coordinate()));
        }
        return positions;
    }

    /** A dataset that every task has. */
    private CodeBlock one(Argument.Read read, ValueType wanted, TypeName java) {
        DatasetArray array = graph.arrays().get(read.array());
        return slots.isOwn(array.type(), java)
                ? ValueConversion.own(slots.own(array, positions(read)), array.type(), wanted, java)
                : fetched(read, slot(read), wanted, java);
    }

    /** The variable that holds a dataset already; only objects that need no conversion stay in variables. */
    private MethodBody.@Nullable Local local(Argument.Read read, ValueType wanted) {
        ValueType type = graph.arrays().get(read.array()).type();
        boolean converts = wanted instanceof ValueType.ScalarType && !wanted.equals(type);
        boolean may = wanted.accepts(type) && !converts && !body.locals().isEmpty();
        return may ? body.locals().get(slot(read).toString()) : null;
    }

    private CodeBlock fetched(Argument.Read read, CodeBlock slot, ValueType wanted, TypeName java) {
        if (wanted instanceof ValueType.ListOf) {
            body.unchecked();
        }
        ValueType type = graph.arrays().get(read.array()).type();
        return ValueConversion.dataset(slot, type, wanted, java);
    }

    private CodeBlock listVariable(String wantedName, ValueType type, Argument argument) {
        ValueType element = type instanceof ValueType.ListOf list ? list.element() : type;
        if (argument instanceof Argument.ListOf literal && isShort(literal, element)) {
            List<CodeBlock> elements = new ArrayList<>();
            literal.elements().forEach(e -> elements.add(element(wantedName, element, TypeNames.dataset(element), e)));
            return CodeBlock.of("$T.of($L)", List.class, CodeBlock.join(elements, ",$W"));
        }
        String name = body.unique(wantedName);
        fill(name, element, argument);
        return CodeBlock.of("$L", name);
    }

    /** A list that is one expression: not too long, and nothing in it is of unknown length. */
    private static boolean isShort(Argument.ListOf list, ValueType element) {
        return list.elements().size() <= ELEMENTS_IN_LINE
                && list.elements().stream()
                        .noneMatch(e -> e instanceof Argument.ReadIfDefined
                                || e instanceof Argument.Absent
                                || ((e instanceof Argument.ReadAll || e instanceof Argument.Part)
                                        && !(element instanceof ValueType.ListOf)));
    }

    /** Declares a list and fills it. */
    private void fill(String name, ValueType element, Argument argument) {
        TypeName type = TypeNames.dataset(element);
        body.code()
                .addStatement(
                        "$T $L = new $T<>()",
                        ParameterizedTypeName.get(ClassName.get(List.class), type),
                        name,
                        ArrayList.class);
        if (argument instanceof Argument.ReadAll readAll) {
            new ListLoops(graph, family, axes, body, slots).add(Collector.list(name, element), readAll);
            return;
        }
        if (argument instanceof Argument.Part part) {
            new ListLoops(graph, family, axes, body, slots).add(Collector.list(name, element), part);
            return;
        }
        List<Argument> elements = ((Argument.ListOf) argument).elements();
        for (int from = 0; from < elements.size(); from += ELEMENTS_IN_LINE) {
            List<Argument> part = elements.subList(from, Math.min(from + ELEMENTS_IN_LINE, elements.size()));
            inPart(
                    elements.size(),
                    name,
                    ParameterizedTypeName.get(ClassName.get(List.class), type),
                    arguments -> arguments.addTo(name, element, part));
        }
    }

    private void addTo(String list, ValueType element, List<Argument> some) {
        Argument.ListOf listed = new Argument.ListOf(some);
        if (isShort(listed, element)) {
            body.code().addStatement("$L.addAll($L)", list, listVariable(list, new ValueType.ListOf(element), listed));
            return;
        }
        collect(list, Collector.list(list, element), some);
    }

    private void collect(String name, Collector into, List<Argument> some) {
        for (Argument argument : some) {
            if (argument instanceof Argument.ReadAll readAll) {
                new ListLoops(graph, family, axes, body, slots).add(into, readAll);
            } else if (argument instanceof Argument.Part part) {
                new ListLoops(graph, family, axes, body, slots).add(into, part);
            } else {
                ifThere(name, into, argument);
            }
        }
    }

    /** Takes a value, unless it is absent. */
    private void ifThere(String name, Collector into, Argument argument) {
        if (argument instanceof Argument.Absent) {
            return;
        }
        if (!(argument instanceof Argument.ReadIfDefined maybe)) {
            body.code().addStatement(into.take(element(name, into.element(), into.java(), argument)));
            return;
        }
        OptionalRead read = new OptionalRead(graph, family, maybe.read());
        if (read.always() || read.never()) {
            ifThere(name, into, read.always() ? maybe.read() : maybe.otherwise());
            return;
        }
        OptionalRead.Question question = read.question(axes, body, slots);
        body.code()
                .beginControlFlow("if ($L)", question.condition())
                .addStatement(into.take(fetched(maybe.read(), question.slot(), into.element(), into.java())))
                .endControlFlow();
    }

    /** Runs {@code work} on this method, or where there is too much of it on a new method that this one calls. */
    private void inPart(int total, String collection, TypeName type, Consumer<ArgumentCode> work) {
        if (total <= ELEMENTS_IN_LINE) {
            work.accept(this);
            return;
        }
        MethodBody part = body.helper(collection);
        part.unique(collection);
        work.accept(new ArgumentCode(graph, family, axes, part));
        body.owner()
                .add(part.build(true, ParameterSpec.builder(type, collection).build()));
        body.code().addStatement("$L($L, $L)", part.name(), body.arguments(), collection);
    }

    /** One value of a list, map or varargs call. */
    private CodeBlock element(String name, ValueType wanted, TypeName java, Argument argument) {
        return argument.accept(new Argument.Visitor<CodeBlock>() {
            @Override
            public CodeBlock value(Argument.Value value) {
                return scalar(value, name, wanted, java);
            }

            @Override
            public CodeBlock read(Argument.Read read) {
                MethodBody.Local local = local(read, wanted);
                return local != null ? local.code() : one(read, wanted, java);
            }

            @Override
            public CodeBlock readIfDefined(Argument.ReadIfDefined maybe) {
                throw new IllegalArgumentException("`" + name + "` would have no element where a dataset is absent");
            }

            @Override
            public CodeBlock absent(Argument.Absent absent) {
                throw new IllegalArgumentException("no element for `" + name + "`");
            }

            @Override
            public CodeBlock readAll(Argument.ReadAll readAll) {
                return listVariable(name, elementType(readAll), readAll);
            }

            @Override
            public CodeBlock part(Argument.Part part) {
                return listVariable(name, elementType(part.list()), part);
            }

            @Override
            public CodeBlock list(Argument.ListOf list) {
                return listVariable(name, wanted, list);
            }

            @Override
            public CodeBlock named(Argument.Named named) {
                throw new IllegalArgumentException("named arguments inside of an argument");
            }

            /** Where anything is taken, the list is of what it reads. */
            private ValueType elementType(Argument.ReadAll readAll) {
                return wanted instanceof ValueType.ListOf
                        ? wanted
                        : new ValueType.ListOf(
                                graph.arrays().get(readAll.array()).type());
            }
        });
    }

    private CodeBlock map(Parameter parameter, Argument.Named named) {
        if (named.entries().isEmpty()) {
            return CodeBlock.of("$T.of()", Map.class);
        }
        TypeName value = TypeNames.dataset(parameter.type());
        TypeName type = ParameterizedTypeName.get(ClassName.get(Map.class), ClassName.get(String.class), value);
        String name = body.unique(parameter.name());
        body.code().addStatement("$T $L = new $T<>()", type, name, LinkedHashMap.class);
        List<Map.Entry<String, Argument>> entries = named.entries();
        for (int from = 0; from < entries.size(); from += ELEMENTS_IN_LINE) {
            List<Map.Entry<String, Argument>> part =
                    entries.subList(from, Math.min(from + ELEMENTS_IN_LINE, entries.size()));
            inPart(entries.size(), name, type, arguments -> {
                for (Map.Entry<String, Argument> entry : part) {
                    arguments.ifThere(
                            JavaNames.legal(entry.getKey()),
                            Collector.map(name, entry.getKey(), parameter.type()),
                            entry.getValue());
                }
            });
        }
        return CodeBlock.of("$L", name);
    }

    private CodeBlock varargs(Parameter parameter, ValueType.ListOf type, TypeName component, Argument argument) {
        if (argument instanceof Argument.ListOf literal && isShort(literal, type.element())) {
            List<CodeBlock> elements = new ArrayList<>();
            literal.elements().forEach(e -> elements.add(element(parameter.name(), type.element(), component, e)));
            return CodeBlock.of("new $T[] {$L}", component, CodeBlock.join(elements, ",$W"));
        }
        List<Argument> elements = Window.elements(argument);
        if (component.isPrimitive() && !(argument instanceof Argument.Read) && elements.size() <= ELEMENTS_IN_LINE) {
            return array(parameter.name(), type.element(), component, elements);
        }
        CodeBlock list = argument instanceof Argument.Read read
                ? variable(parameter, read, TypeNames.dataset(type))
                : listVariable(parameter.name(), type, argument);
        if (!component.isPrimitive()) {
            return CodeBlock.of("$L.toArray(new $T[0])", list, component);
        }
        String array = body.unique(parameter.name() + "Array");
        String index = body.unique("n");
        body.code()
                .addStatement("$T[] $L = new $T[$L.size()]", component, array, component, list)
                .beginControlFlow("for (int $1L = 0; $1L < $2L.length; $1L++)", index, array)
                .addStatement(
                        "$L[$L] = $L",
                        array,
                        index,
                        ValueConversion.element(CodeBlock.of("$L.get($L)", list, index), component))
                .endControlFlow();
        return CodeBlock.of("$L", array);
    }

    /**
     * What to pass for a parameter that takes an array of primitives of which few elements may be missing, written out for
     * each number of them; null if it is not such.
     */
    @Nullable
    Cases cases(Parameter parameter, Argument argument) {
        return Window.list(parameter, argument)
                .flatMap(list -> body.windows()
                        .of(family)
                        .map(window -> cases(parameter, Window.elements(argument), list, window)))
                .orElse(null);
    }

    private Cases cases(Parameter parameter, List<Argument> elements, Argument.ReadAll list, Window window) {
        TypeName component = ((ArrayTypeName) TypeNames.descriptor(parameter.javaType())).componentType();
        ValueType element = ((ValueType.ListOf) parameter.type()).element();
        WindowCode code = new WindowCode(
                graph,
                list,
                window,
                body,
                slots,
                new AffineScalars(axes),
                new ScalarCode(axes, slots.axisNames(), body.owner().constants(), "span")::of);
        SortedMap<Integer, CodeBlock> arrays = new TreeMap<>(Comparator.reverseOrder());
        for (int count : window.counts()) {
            List<CodeBlock> written = new ArrayList<>();
            for (Argument one : elements) {
                if (one != list) {
                    written.add(element(parameter.name(), element, component, one));
                    continue;
                }
                for (int number = 0; number < count; number++) {
                    ValueType type = code.array().type();
                    written.add(
                            slots.isOwn(type, component)
                                    ? ValueConversion.own(code.own(number), type, element, component)
                                    : ValueConversion.dataset(code.slot(number), type, element, component));
                }
            }
            arrays.put(count - 1, CodeBlock.of("new $T[] {$L}", component, CodeBlock.join(written, ",$W")));
        }
        return new Cases(code.distance(), arrays);
    }

    /**
     * An argument by cases.
     *
     * @param selector the source of what tells them apart
     * @param values what to pass, by the selector's value
     */
    record Cases(CodeBlock selector, SortedMap<Integer, CodeBlock> values) {}

    /** Fills an array of primitives, in which no element needs to be an object first. */
    private CodeBlock array(String wantedName, ValueType element, TypeName component, List<Argument> elements) {
        int most = 0;
        boolean exact = true;
        boolean open = false;
        for (Argument argument : elements) {
            Optional<EvenList> even = argument instanceof Argument.ReadAll readAll
                    ? EvenList.of(graph, family, readAll)
                    : Optional.empty();
            if (argument instanceof Argument.ReadAll && even.isEmpty()) {
                open = true;
            } else if (argument instanceof Argument.Part part) {
                most += part.length();
            } else {
                most += even.map(EvenList::size).orElse(1);
            }
            exact &= argument instanceof Argument.Value || argument instanceof Argument.Read || even.isPresent();
        }
        if (open) {
            most += mostInputs()
                    - (int) elements.stream()
                            .filter(Argument.Read.class::isInstance)
                            .count();
        }
        String array = body.unique(wantedName);
        String next = body.unique("n");
        body.code()
                .addStatement("$1T[] $2L = new $1T[$3L]", component, array, most)
                .addStatement("int $L = 0", next);
        collect(wantedName, Collector.array(array, next, element, component), elements);
        return exact
                ? CodeBlock.of("$L", array)
                : CodeBlock.of("$1L == $2L.length ? $2L : $3T.copyOf($2L, $1L)", next, array, Arrays.class);
    }

    private int mostInputs() {
        int first = graph.firstTask(family.id());
        return IntStream.range(first, first + graph.taskCount(family.id()))
                .map(task -> graph.inputs().size(task))
                .max()
                .orElse(0);
    }
}
