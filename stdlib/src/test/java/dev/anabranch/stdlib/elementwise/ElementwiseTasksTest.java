package dev.anabranch.stdlib.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Tensor;
import dev.anabranch.stdlib.TestTask;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every overload against Java's own operator on the single elements. */
class ElementwiseTasksTest {
    private static final double[] DOUBLES = {
        0.0, -0.0, 1, -1, 273.15, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-310, 1e308
    };
    private static final long[] LONGS = {1, -1, 2, 7, -13, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final Map<Class<?>, String> TYPES = Map.of(
            DoubleTensor.class, "tensor<f64>",
            FloatTensor.class, "tensor<f32>",
            LongTensor.class, "tensor<i64>",
            IntTensor.class, "tensor<i32>",
            BooleanTensor.class, "tensor<bool>",
            double.class, "f64",
            long.class, "i64",
            boolean.class, "bool");

    /** One random element as a boxed number of the operand's element type. */
    private static Object element(Class<?> type, Random random) {
        if (type == DoubleTensor.class || type == double.class) {
            return random.nextInt(3) == 0 ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
        }
        if (type == FloatTensor.class) {
            return random.nextInt(3) == 0
                    ? (float) DOUBLES[random.nextInt(DOUBLES.length)]
                    : (float) random.nextGaussian();
        }
        if (type == LongTensor.class) {
            return random.nextInt(3) == 0 ? LONGS[random.nextInt(LONGS.length)] : random.nextInt(9) + 1L;
        }
        if (type == IntTensor.class) {
            return random.nextInt(3) == 0 ? random.nextInt() | 1 : random.nextInt(9) + 1;
        }
        return type == long.class ? (Object) (random.nextInt(9) - 10L) : (Object) random.nextBoolean();
    }

    private static Object operand(TestTask task, Class<?> type, List<Object> elements) {
        int n = elements.size();
        var allocator = task.allocator();
        if (type == DoubleTensor.class) {
            return task.own(DoubleTensor.of(
                    allocator, elements.stream().mapToDouble(e -> (Double) e).toArray(), n));
        }
        if (type == LongTensor.class) {
            return task.own(LongTensor.of(
                    allocator, elements.stream().mapToLong(e -> (Long) e).toArray(), n));
        }
        if (type == IntTensor.class) {
            return task.own(IntTensor.of(
                    allocator, elements.stream().mapToInt(e -> (Integer) e).toArray(), n));
        }
        if (type == FloatTensor.class) {
            FloatTensor tensor = task.own(FloatTensor.zeros(allocator, n));
            for (int i = 0; i < n; i++) {
                tensor.set(i, (Float) elements.get(i));
            }
            return tensor;
        }
        if (type == BooleanTensor.class) {
            BooleanTensor tensor = task.own(BooleanTensor.zeros(allocator, n));
            for (int i = 0; i < n; i++) {
                tensor.set(i, (Boolean) elements.get(i));
            }
            return tensor;
        }
        return elements.get(0);
    }

    private static Object get(Object operand, int i) {
        if (operand instanceof DoubleTensor t) {
            return t.get(i);
        } else if (operand instanceof FloatTensor t) {
            return t.get(i);
        } else if (operand instanceof LongTensor t) {
            return t.get(i);
        } else if (operand instanceof IntTensor t) {
            return t.get(i);
        } else if (operand instanceof BooleanTensor t) {
            return t.get(i);
        }
        return operand;
    }

    /** The reference: Java's operator for Java's types, float with float as float. */
    private static Object expected(String op, Object a, Object b, Class<?> result) {
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return switch (op) {
                case "and" -> x && y;
                case "or" -> x || y;
                case "equal" -> x.equals(y);
                case "notEqual" -> !x.equals(y);
                default -> throw new AssertionError(op);
            };
        }
        if (a instanceof Float x && b instanceof Float y) {
            return floats(op, x, y);
        }
        if (a instanceof Integer x && b instanceof Integer y) {
            return ints(op, x, y);
        }
        if (a instanceof Long || b instanceof Long) {
            Object value = longs(op, ((Number) a).longValue(), ((Number) b).longValue());
            return result == IntTensor.class ? (Object) ((Long) value).intValue() : value;
        }
        Object value = doubles(op, ((Number) a).doubleValue(), ((Number) b).doubleValue());
        return result == FloatTensor.class ? (Object) ((Double) value).floatValue() : value;
    }

    private static Object doubles(String op, double x, double y) {
        return switch (op) {
            case "add" -> x + y;
            case "subtract" -> x - y;
            case "multiply" -> x * y;
            case "divide" -> x / y;
            case "remainder" -> x % y;
            case "less" -> x < y;
            case "lessOrEqual" -> x <= y;
            case "greater" -> x > y;
            case "greaterOrEqual" -> x >= y;
            case "equal" -> x == y;
            case "notEqual" -> x != y;
            default -> throw new AssertionError(op);
        };
    }

    private static Object floats(String op, float x, float y) {
        return switch (op) {
            case "add" -> x + y;
            case "subtract" -> x - y;
            case "multiply" -> x * y;
            case "divide" -> x / y;
            case "remainder" -> x % y;
            case "less" -> x < y;
            case "lessOrEqual" -> x <= y;
            case "greater" -> x > y;
            case "greaterOrEqual" -> x >= y;
            case "equal" -> x == y;
            case "notEqual" -> x != y;
            default -> throw new AssertionError(op);
        };
    }

    private static Object longs(String op, long x, long y) {
        return switch (op) {
            case "add" -> x + y;
            case "subtract" -> x - y;
            case "multiply" -> x * y;
            case "divide" -> x / y;
            case "remainder" -> x % y;
            case "less" -> x < y;
            case "lessOrEqual" -> x <= y;
            case "greater" -> x > y;
            case "greaterOrEqual" -> x >= y;
            case "equal" -> x == y;
            case "notEqual" -> x != y;
            default -> throw new AssertionError(op);
        };
    }

    private static Object ints(String op, int x, int y) {
        return switch (op) {
            case "add" -> x + y;
            case "subtract" -> x - y;
            case "multiply" -> x * y;
            case "divide" -> x / y;
            case "remainder" -> x % y;
            case "less" -> x < y;
            case "lessOrEqual" -> x <= y;
            case "greater" -> x > y;
            case "greaterOrEqual" -> x >= y;
            case "equal" -> x == y;
            case "notEqual" -> x != y;
            default -> throw new AssertionError(op);
        };
    }

    /** What a select takes: a number becomes an element. */
    private static Object chosen(Object value, Class<?> result) {
        if (result == FloatTensor.class) {
            return ((Number) value).floatValue();
        }
        return result == IntTensor.class ? (Object) ((Number) value).intValue() : value;
    }

    private static List<Method> tasks() {
        return Arrays.stream(ElementwiseTasks.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toList();
    }

    private static List<Class<?>> operandTypes(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .filter(TYPES::containsKey)
                .collect(Collectors.toList());
    }

    @Property(tries = 40)
    void everyOverloadDoesWhatJavaDoesToEachElement(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1500) int n)
            throws Exception {
        Random random = new Random(seed);
        for (Method method : tasks()) {
            List<Class<?>> types = operandTypes(method);
            try (TestTask task = new TestTask()) {
                List<Object> arguments = new ArrayList<>();
                if (method.getParameterCount() > types.size()) {
                    arguments.add(task);
                }
                List<Object> operands = new ArrayList<>();
                for (Class<?> type : types) {
                    List<Object> elements = new ArrayList<>();
                    for (int i = 0; i < n; i++) {
                        elements.add(element(type, random));
                    }
                    operands.add(operand(task, type, elements));
                }
                arguments.addAll(operands);
                Object result = method.invoke(null, arguments.toArray());
                boolean tensor = result instanceof Tensor;
                if (result instanceof Tensor t) {
                    task.own(t);
                    assertThat(t.shape()).containsExactly(n);
                }
                for (int i = 0; i < (tensor ? n : 1); i++) {
                    Object a = get(operands.get(0), i);
                    Object want;
                    if (method.getName().equals("negate")) {
                        want = a instanceof Double d
                                ? (Object) (-d)
                                : a instanceof Float f
                                        ? (Object) (-f)
                                        : a instanceof Long l ? (Object) (-l) : (Object) (-(Integer) a);
                    } else if (method.getName().equals("not")) {
                        want = !(Boolean) a;
                    } else if (method.getName().equals("select")) {
                        want = chosen(get(operands.get((Boolean) a ? 1 : 2), i), method.getReturnType());
                    } else {
                        want = expected(method.getName(), a, get(operands.get(1), i), method.getReturnType());
                    }
                    Object got = get(result, i);
                    // The boxes' equals tells 0.0 from -0.0 and takes NaN as equal to itself.
                    assertThat(got).as("%s at %s", method, i).isEqualTo(want);
                }
            }
        }
    }

    @Test
    void everyOverloadIsNamedByItsOperandsAndNoNameIsUsedTwice() throws IOException {
        String classFile;
        try (InputStream in = ElementwiseTasks.class.getResourceAsStream("ElementwiseTasks.class")) {
            classFile = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        Set<String> names = new TreeSet<>();
        for (Method method : tasks()) {
            String name = method.getName()
                    + operandTypes(method).stream().map(TYPES::get).collect(Collectors.joining(",", ":", ""));
            names.add(name);
            // The annotation is not kept for reflection, but its value is a constant in the class file.
            assertThat(classFile).contains(name + "\u0001");
        }
        assertThat(names)
                .hasSize(tasks().size())
                .contains("add:tensor<f64>,f64", "lessOrEqual:tensor<f32>,tensor<f32>");
    }

    @Test
    void bitsPastTheEndStayClear() {
        try (TestTask task = new TestTask()) {
            BooleanTensor none = task.own(BooleanTensor.zeros(task.allocator(), 3));
            BooleanTensor all = task.own(ElementwiseTasks.not(task, none));
            assertThat(all.data().getByte(0)).isEqualTo((byte) 7);
            DoubleTensor zeros = task.own(DoubleTensor.zeros(task.allocator(), 515));
            BooleanTensor equal = task.own(ElementwiseTasks.equal(task, zeros, 0.0));
            assertThat(equal.data().getByte(64)).isEqualTo((byte) 7);
        }
    }

    @Test
    void shapesThatDifferAreNamed() {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = task.vector(1, 2, 3);
            DoubleTensor b = task.matrix(3, 1, 1, 2, 3);
            assertThatThrownBy(() -> ElementwiseTasks.add(task, a, b))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tensor<f64>[3]")
                    .hasMessageContaining("tensor<f64>[3, 1]");
        }
    }

    @Test
    void integersAreNotDividedByZero() {
        try (TestTask task = new TestTask()) {
            LongTensor a = task.own(LongTensor.of(task.allocator(), new long[] {4, 2}, 2));
            assertThatThrownBy(() -> ElementwiseTasks.divide(task, a, 0L))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("division by zero");
            assertThatThrownBy(() -> ElementwiseTasks.remainder(1L, 0L)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNumberThatMeetsNarrowIntegersMustFit() {
        try (TestTask task = new TestTask()) {
            IntTensor a = task.own(IntTensor.of(task.allocator(), new int[] {4, 2}, 2));
            assertThatThrownBy(() -> ElementwiseTasks.add(task, a, 1L << 32))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4294967296");
            BooleanTensor less = task.own(ElementwiseTasks.less(task, a, 1L << 32));
            assertThat(less.toArray()).containsExactly(true, true);
        }
    }
}
