package dev.anabranch.codegen.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.codegen.fixture.FlowFixture;
import dev.anabranch.codegen.fixture.Weather;
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
        assertThat(all.associative()).isTrue();
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
        assertThat(read.problems()).hasSize(4).allMatch(p -> p.message().contains("-parameters or -g"));
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 61, 62, 63, 64, 65, 66, 67, 68, 69})
    void classFilesOfOtherReleasesAreRead(int version) {
        byte[] bytes =
                FlowFixture.classBytes(Weather.class.getName()).orElseThrow().clone();
        bytes[6] = 0;
        bytes[7] = (byte) version;
        assertThat(read(bytes).problems()).isEmpty();
        assertThat(read(bytes).library().tasks()).hasSize(4);
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
