package dev.anabranch.codegen.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.codegen.fixture.FlowFixture;
import dev.anabranch.codegen.fixture.Weather;
import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class TaskClassReaderTest {
    private static ReadLibrary read(Class<?> type) {
        return new TaskClassReader(FlowFixture::classBytes)
                .read(type.getName(), "lib")
                .orElseThrow();
    }

    private static ReadLibrary read(byte[] bytes) {
        return new TaskClassReader(name -> Optional.of(bytes))
                .read(Weather.class.getName(), "lib")
                .orElseThrow();
    }

    @Test
    void everyTypeHasItsPlaceInTheFlowLanguage() {
        TaskSignature all = read(Everything.class).library().task("all:types").orElseThrow();
        assertThat(all.parameters().stream()
                        .map(p -> p.name() + " " + p.kind() + " " + p.type().label()))
                .containsExactly(
                        "context CONTEXT dev.anabranch.api.TaskContext",
                        "f64 VALUE tensor<f64>",
                        "f32 VALUE tensor<f32>",
                        "i64 VALUE tensor<i64>",
                        "i32 VALUE tensor<i32>",
                        "bool VALUE tensor<bool>",
                        "any VALUE tensor",
                        "table VALUE table",
                        "bytes VALUE bytes",
                        "dataset VALUE java.lang.Object",
                        "object VALUE java.lang.Object",
                        "state VALUE dev.anabranch.codegen.signature.Everything$State",
                        "i VALUE int",
                        "s VALUE string",
                        "l VALUE int",
                        "f VALUE float",
                        "d VALUE float",
                        "b VALUE bool",
                        "p VALUE path",
                        "t VALUE duration",
                        "tensors VALUE list<tensor>",
                        "texts VALUE list<list<string>>",
                        "rest NAMED_REST java.lang.Object");
        assertThat(all.parameters().stream().flatMap(p -> p.defaultValue().stream()))
                .containsExactly("40", "\"x\"", "6h");
        assertThat(all.outputs().stream()
                        .map(o -> o.accessor().orElse("") + " " + o.type().label() + " " + o.javaType()))
                .containsExactly(
                        "q tensor<f64> Ldev/anabranch/api/DoubleTensor;",
                        "rest list<table> Ljava/util/List;",
                        "count int I");
        assertThat(all.deterministic()).isFalse();
        assertThat(all.aggregate()).isEmpty();
        assertThat(all.estimate()).contains(new TaskSignature.Estimate(0.04, 6656));
        assertThat(all.method()).isEqualTo("all");
    }

    @Test
    void generatorsVarargsAndEffects() {
        ReadLibrary everything = read(Everything.class);
        assertThat(everything.problems()).isEmpty();
        assertThat(everything.library().tasks()).hasSize(4);
        TaskSignature generate = everything.library().task("generate").orElseThrow();
        assertThat(generate.generator()).isTrue();
        assertThat(generate.outputs())
                .containsExactly(new TaskSignature.Output(
                        Optional.empty(), new ValueType.TensorOf(ElementType.F64), "Ldev/anabranch/api/DoubleTensor;"));
        Parameter more =
                everything.library().task("varargs").orElseThrow().parameters().get(1);
        assertThat(more.type()).isEqualTo(new ValueType.ListOf(ValueType.ScalarType.FLOAT));
        assertThat(more.javaType()).isEqualTo("[D");
        TaskSignature effect = everything.library().task("effect").orElseThrow();
        assertThat(effect.effect()).isTrue();
        assertThat(effect.outputs()).isEmpty();
    }

    @Test
    void everyMistakeIsNamedAndTheRestIsRead() {
        ReadLibrary mistakes = read(Mistakes.class);
        assertThat(mistakes.library().tasks().stream().map(TaskSignature::method))
                .containsExactly("one");
        assertThat(mistakes.problems().stream().map(p -> p.method() + ": " + p.message()))
                .containsExactly(
                        "instance: a task is a static method; add `static`",
                        "hidden: a task is a public method; add `public`",
                        "array: `double[]` is an array; flows know lists: `List<...>`, or a tensor",
                        "letter: flows have no `char`; use int, long, float, double or boolean",
                        "twoEmitters: parameter `second` is a second emitter; a generator has one",
                        "generatorWithResult: a generator hands over everything through its emitter; make the method"
                                + " void",
                        "other: there is already a task `same`; give one another name with @Task(\"...\")",
                        "nothing: it returns nothing, so no flow could use it; return a dataset, or mark it"
                                + " @Task(effect = true)",
                        "integers: a list of `Integer` cannot be filled; write `Long`",
                        "nested: a map of `Map<String, Long>` cannot be filled; it may hold lists and plain classes",
                        "keys: parameter `map` is a map from `Long`; arguments have names: Map<String, ...>",
                        "twoMaps: parameter `second` is a second map; one takes all named arguments that are left",
                        "unseen: `Mistakes.Hidden` is not public, so generated programs cannot name it; make it"
                                + " public",
                        "cost: @Cost(time = \"soon\") is no duration; write for example \"40ms\"");
    }

    @Test
    void anAggregateHasItsSteps() {
        TaskLibrary weather = read(Weather.class).library();
        TaskSignature.Aggregate mean =
                weather.task("mean").orElseThrow().aggregate().orElseThrow();
        assertThat(mean.partial().method()).isEqualTo("total");
        assertThat(mean.partial().qualifiedName()).isEqualTo("lib.total");
        assertThat(mean.combine().method()).isEqualTo("totals");
        assertThat(mean.finish().orElseThrow().method()).isEqualTo("divided");
        assertThat(mean.size()).isEqualTo(1.5);
        assertThat(mean.partial().outputs().get(0).type())
                .isEqualTo(new ValueType.JavaObject("dev.anabranch.codegen.fixture.Weather$Total"));
        TaskSignature.Aggregate least =
                weather.task("least").orElseThrow().aggregate().orElseThrow();
        assertThat(least.partial().method()).isEqualTo("least");
        assertThat(least.partial().aggregate()).isEmpty();
        assertThat(least.finish()).isEmpty();
        assertThat(weather.task("total")).isEmpty();
    }

    @Test
    void whyAMethodIsNoAggregateIsSaid() {
        ReadLibrary wrong = read(WrongAggregates.class);
        assertThat(wrong.library().tasks().stream().map(TaskSignature::method)).containsExactly("right");
        assertThat(wrong.problems().stream().map(p -> p.method() + ": " + p.message()))
                .containsExactly(
                        "noList: an aggregate takes a list, and it has no parameter that is one; leave the mark out",
                        "otherResult: it makes `int` of a list of `string`, so it cannot combine its own results; name"
                                + " its steps with @Aggregate",
                        "both: `associative = true` names the method itself as its steps; leave it out beside"
                                + " @Aggregate",
                        "chance: an aggregate has one result, no effect, and gives the same result each time; leave"
                                + " the mark out",
                        "names: @Aggregate(partial = \"missing\") names no method of this class that is the only one of"
                                + " its name; write one",
                        "names: @Aggregate(combine = \"twice\") names no method of this class that is the only one of"
                                + " its name; give the others another name",
                        "types: @Aggregate(size = 0.0) is no size; write how many results a partial result is as large"
                                + " as",
                        "types: its step `count` must take `list<float>` as its first parameter behind the task"
                                + " context",
                        "types: its partial result is `int`, its result `string`; name the step between them with"
                                + " finish = \"...\"",
                        "steps: its step `longest` takes `suffix` of type `string`, which `steps` has not; steps take"
                                + " parameters of the task under their names",
                        "steps: its step `count` gives `int`; it must give `string`, a partial result, as `longest`"
                                + " does",
                        "steps: its step `length` takes `power` of type `int`, which `steps` has not; steps take"
                                + " parameters of the task under their names",
                        "steps: its step `length` gives `int`; it must give `string`, the result of `steps`",
                        "hidden: a task is a public method; add `public`");
    }

    @Test
    void namesMayComeFromEitherTable() {
        byte[] bytes = FlowFixture.classBytes(Weather.class.getName()).orElseThrow();
        assertThat(read(withoutParameterTable(bytes)).library().tasks())
                .isEqualTo(read(bytes).library().tasks());
    }

    @Test
    void withoutNamesThereIsAWayOut() {
        ClassWriter stripped = new ClassWriter(0);
        new ClassReader(FlowFixture.classBytes(Weather.class.getName()).orElseThrow())
                .accept(stripped, ClassReader.SKIP_DEBUG);
        ReadLibrary read = read(stripped.toByteArray());
        assertThat(read.library().tasks()).isEmpty();
        assertThat(read.problems()).hasSize(5).allMatch(p -> p.message().contains("-parameters or -g"));
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 61, 62, 63, 64, 65, 66, 67, 68, 69})
    void classFilesOfOtherReleasesAreRead(int version) {
        byte[] bytes =
                FlowFixture.classBytes(Weather.class.getName()).orElseThrow().clone();
        bytes[6] = 0;
        bytes[7] = (byte) version;
        assertThat(read(bytes).problems()).isEmpty();
        assertThat(read(bytes).library().tasks()).hasSize(5);
    }

    @Property(tries = 1000)
    void damagedFilesAreProblemsNotFailures(@ForAll int seed, @ForAll byte value) {
        byte[] bytes =
                FlowFixture.classBytes(Everything.class.getName()).orElseThrow().clone();
        bytes[Math.floorMod(seed, bytes.length)] = value;
        byte[] cut = Arrays.copyOf(bytes, Math.floorMod(seed * 31, bytes.length));
        for (byte[] damaged : List.of(bytes, cut)) {
            ReadLibrary read = new TaskClassReader(name -> Optional.of(damaged))
                    .read(Everything.class.getName(), "lib")
                    .orElseThrow();
            assertThat(read.library().tasks().size() + read.problems().size()).isBetween(0, 100);
        }
    }

    @Test
    void aChangedClassHasAnotherDigest() {
        byte[] bytes = FlowFixture.classBytes(Weather.class.getName()).orElseThrow();
        assertThat(read(bytes).library().digest())
                .hasSize(64)
                .isEqualTo(read(bytes).library().digest())
                .isNotEqualTo(read(withoutParameterTable(bytes)).library().digest());
    }

    private static byte[] withoutParameterTable(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                return new MethodVisitor(
                                        Opcodes.ASM9,
                                        super.visitMethod(access, name, descriptor, signature, exceptions)) {
                                    @Override
                                    public void visitParameter(String parameter, int flags) {
                                        // Left out.
                                    }
                                };
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
