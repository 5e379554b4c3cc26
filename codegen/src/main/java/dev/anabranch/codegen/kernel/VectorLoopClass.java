package dev.anabranch.codegen.kernel;

import static org.objectweb.asm.Opcodes.*;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.kernel.KernelLoop;
import dev.anabranch.api.kernel.Lanes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Class file of a kernel's loop over vectors of {@code jdk.incubator.vector}: eight elements a round, in as many vectors
 * as that takes. It computes the elements of whole rounds only; the rest is the compiled loop's.
 */
final class VectorLoopClass {
    private static final String PACKAGE = VectorShape.PACKAGE;
    private static final String VECTOR = "L" + PACKAGE + "Vector;";
    private static final String MASK = PACKAGE + "VectorMask";
    private static final String SPECIES = "L" + PACKAGE + "VectorSpecies;";
    private static final String OPERATORS = PACKAGE + "VectorOperators";
    private static final String ORDER = "Ljava/nio/ByteOrder;";
    private static final String ARROW = "org/apache/arrow/memory/ArrowBuf";
    private static final String BUFFER = "java/nio/ByteBuffer";
    private static final String SEGMENT = "java/lang/foreign/MemorySegment";

    private static final int MEMORY = 1;
    private static final int FLOATS = 2;
    private static final int INTEGERS = 3;
    private static final int FLOAT_LANES = 4;
    private static final int INTEGER_LANES = 5;
    private static final int COUNT = 6;

    private final Kernel kernel;
    private final VectorShape shape;
    private final boolean segments;
    private final MethodVisitor code;
    private int locals = COUNT + 1;
    private int order;
    private int index;
    private int counted;
    private int none;
    private int one;
    private int patterns;
    private final Map<Integer, Integer> buffers = new HashMap<>();
    private final Map<Integer, Integer> memory = new HashMap<>();
    private final Map<Integer, Integer> scalars = new HashMap<>();
    /** By step and type: what is the same for all elements, as a vector or mask. */
    private final Map<String, Integer> broadcasts = new HashMap<>();

    private VectorLoopClass(Kernel kernel, VectorShape shape, boolean segments, MethodVisitor code) {
        this.kernel = kernel;
        this.shape = shape;
        this.segments = segments;
        this.code = code;
    }

    /**
     * The class file.
     *
     * @param name internal name, in the package of the class that defines it
     * @param segments whether vectors are loaded from {@code MemorySegment}s, as since Java 21, or from byte buffers
     */
    static byte[] write(String name, Kernel kernel, VectorShape shape, boolean segments) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object";
            }
        };
        writer.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", new String[] {
            Type.getInternalName(KernelLoop.class)
        });
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor run = writer.visitMethod(ACC_PUBLIC, "run", "([L" + ARROW + ";[D[J[D[JI)V", null, null);
        run.visitCode();
        new VectorLoopClass(kernel, shape, segments, run).run();
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** What the lanes of a count come to; whole numbers below 2^24 each, which every type of vector holds exactly. */
    static long total(double[] lanes) {
        double total = 0;
        for (double lane : lanes) {
            total += lane;
        }
        return (long) total;
    }

    private void run() {
        code.visitMethodInsn(INVOKESTATIC, "java/nio/ByteOrder", "nativeOrder", "()" + ORDER, false);
        order = store(ASTORE, 1);
        int tensors = kernel.tensors();
        int memories = tensors + (kernel.reduction().isEmpty() ? 1 : 0);
        for (int i = 0; i < memories; i++) {
            openMemory(i);
        }
        for (int step = 0; step < kernel.steps().size(); step++) {
            if (!kernel.varying().get(step)) {
                scalar(step);
            }
        }
        for (int step = 0; step < kernel.steps().size(); step++) {
            if (kernel.varying().get(step)) {
                kernel.steps().get(step).accept(new Operands());
            }
        }
        if (!kernel.varying().get(kernel.result())) {
            throw new IllegalArgumentException("a kernel whose result is one number");
        }
        int vectors = Lanes.COUNT / shape.lanes();
        int[] taken = new int[vectors];
        boolean counts = kernel.reduction().isPresent() && kernel.type() == ElementType.BOOL;
        if (counts) {
            ElementType type = maskType(kernel.result());
            for (int i = 0; i < 2; i++) {
                species(type);
                code.visitInsn(i == 0 ? LCONST_0 : LCONST_1);
                invokeStatic(type, "broadcast", "(" + SPECIES + "J)L" + VectorShape.vector(type) + ";");
                if (i == 0) {
                    code.visitInsn(DUP);
                    counted = store(ASTORE, 1);
                    none = store(ASTORE, 1);
                } else {
                    one = store(ASTORE, 1);
                }
            }
        } else if (kernel.reduction().isPresent()) {
            for (int u = 0; u < vectors; u++) {
                species(kernel.type());
                code.visitVarInsn(ALOAD, lanesArray());
                push(u * shape.lanes());
                invokeStatic(
                        kernel.type(),
                        "fromArray",
                        "(" + SPECIES + array(kernel.type()) + "I)L" + VectorShape.vector(kernel.type()) + ";");
                taken[u] = store(ASTORE, 1);
            }
        }
        code.visitInsn(ICONST_0);
        index = store(ISTORE, 1);
        Label head = new Label();
        Label end = new Label();
        code.visitLabel(head);
        code.visitVarInsn(ILOAD, index);
        code.visitVarInsn(ILOAD, COUNT);
        code.visitJumpInsn(IF_ICMPGE, end);
        round(vectors, taken, counts);
        code.visitIincInsn(index, Lanes.COUNT);
        code.visitJumpInsn(GOTO, head);
        code.visitLabel(end);
        if (counts) {
            // Truth values are counted, so that their order does not matter: all go to the first lane.
            code.visitVarInsn(ALOAD, INTEGER_LANES);
            code.visitInsn(ICONST_0);
            code.visitInsn(DUP2);
            code.visitInsn(LALOAD);
            code.visitVarInsn(ALOAD, counted);
            code.visitMethodInsn(INVOKEVIRTUAL, PACKAGE + "Vector", "toDoubleArray", "()[D", false);
            code.visitMethodInsn(INVOKESTATIC, Type.getInternalName(VectorLoopClass.class), "total", "([D)J", false);
            code.visitInsn(LADD);
            code.visitInsn(LASTORE);
        } else if (kernel.reduction().isPresent()) {
            for (int u = 0; u < vectors; u++) {
                code.visitVarInsn(ALOAD, taken[u]);
                code.visitVarInsn(ALOAD, lanesArray());
                push(u * shape.lanes());
                invoke(kernel.type(), "intoArray", "(" + array(kernel.type()) + "I)V");
            }
        }
        code.visitInsn(RETURN);
    }

    private int lanesArray() {
        return kernel.floatLanes() ? FLOAT_LANES : INTEGER_LANES;
    }

    private static String array(ElementType type) {
        return type == ElementType.F64 ? "[D" : "[J";
    }

    /** Eight elements. */
    private void round(int vectors, int[] taken, boolean counts) {
        boolean bits = kernel.reduction().isEmpty() && kernel.type() == ElementType.BOOL;
        int byteOfBits = 0;
        if (bits) {
            code.visitInsn(ICONST_0);
            byteOfBits = store(ISTORE, 1);
        }
        int firstFree = locals;
        for (int u = 0; u < vectors; u++) {
            // The variables of one vector are those of the next.
            locals = firstFree;
            Round round = new Round(u);
            for (int step = 0; step < kernel.steps().size(); step++) {
                if (kernel.varying().get(step)) {
                    round.compute(step);
                }
            }
            int value = round.values[kernel.result()];
            if (counts) {
                ElementType type = maskType(kernel.result());
                code.visitVarInsn(ALOAD, counted);
                code.visitVarInsn(ALOAD, none);
                code.visitVarInsn(ALOAD, one);
                code.visitVarInsn(ALOAD, value);
                invoke(type, "blend", "(" + VECTOR + "L" + MASK + ";)L" + VectorShape.vector(type) + ";");
                binary(type, "add");
                code.visitVarInsn(ASTORE, counted);
            } else if (kernel.reduction().isPresent()) {
                String method = switch (kernel.reduction().orElseThrow().lanes()) {
                    case SUM -> "add";
                    case MIN -> "min";
                    case MAX -> "max";
                };
                code.visitVarInsn(ALOAD, taken[u]);
                code.visitVarInsn(ALOAD, value);
                binary(kernel.type(), method);
                code.visitVarInsn(ASTORE, taken[u]);
            } else if (bits) {
                code.visitVarInsn(ILOAD, byteOfBits);
                code.visitVarInsn(ALOAD, value);
                code.visitMethodInsn(INVOKEVIRTUAL, MASK, "toLong", "()J", false);
                code.visitInsn(L2I);
                push(u * shape.lanes());
                code.visitInsn(ISHL);
                code.visitInsn(IOR);
                code.visitVarInsn(ISTORE, byteOfBits);
            } else {
                code.visitVarInsn(ALOAD, value);
                code.visitVarInsn(ALOAD, local(memory, kernel.tensors()));
                place(kernel.type(), u);
                code.visitVarInsn(ALOAD, order);
                invoke(
                        kernel.type(),
                        segments ? "intoMemorySegment" : "intoByteBuffer",
                        segments ? "(L" + SEGMENT + ";J" + ORDER + ")V" : "(L" + BUFFER + ";I" + ORDER + ")V");
            }
        }
        if (bits) {
            code.visitVarInsn(ALOAD, local(buffers, kernel.tensors()));
            code.visitVarInsn(ILOAD, index);
            code.visitInsn(ICONST_3);
            code.visitInsn(IUSHR);
            code.visitVarInsn(ILOAD, byteOfBits);
            code.visitInsn(I2B);
            code.visitMethodInsn(INVOKEVIRTUAL, BUFFER, "put", "(IB)L" + BUFFER + ";", false);
            code.visitInsn(POP);
        }
        locals = firstFree;
    }

    private int store(int opcode, int size) {
        int local = locals;
        locals += size;
        code.visitVarInsn(opcode, local);
        return local;
    }

    private static <K> int local(Map<K, Integer> variables, K key) {
        return Objects.requireNonNull(variables.get(key), () -> "no variable for " + key);
    }

    private void push(int value) {
        if (value >= -1 && value <= 5) {
            code.visitInsn(ICONST_0 + value);
        } else {
            code.visitIntInsn(value <= Byte.MAX_VALUE ? BIPUSH : SIPUSH, value);
        }
    }

    private void openMemory(int number) {
        code.visitVarInsn(ALOAD, MEMORY);
        push(number);
        code.visitInsn(AALOAD);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKEVIRTUAL, ARROW, "capacity", "()J", false);
        code.visitInsn(L2I);
        int bytes = store(ISTORE, 1);
        code.visitInsn(LCONST_0);
        code.visitVarInsn(ILOAD, bytes);
        code.visitMethodInsn(INVOKEVIRTUAL, ARROW, "nioBuffer", "(JI)L" + BUFFER + ";", false);
        code.visitVarInsn(ALOAD, order);
        code.visitMethodInsn(INVOKEVIRTUAL, BUFFER, "order", "(" + ORDER + ")L" + BUFFER + ";", false);
        int buffer = store(ASTORE, 1);
        buffers.put(number, buffer);
        memory.put(number, buffer);
        if (segments) {
            code.visitVarInsn(ALOAD, buffer);
            code.visitMethodInsn(INVOKESTATIC, SEGMENT, "ofBuffer", "(Ljava/nio/Buffer;)L" + SEGMENT + ";", true);
            memory.put(number, store(ASTORE, 1));
        }
    }

    /** Pushes the byte at which a vector of this round begins. */
    private void place(ElementType type, int u) {
        code.visitVarInsn(ILOAD, index);
        if (u > 0) {
            push(u * shape.lanes());
            code.visitInsn(IADD);
        }
        push(VectorShape.bits(type) == 64 ? 3 : 2);
        code.visitInsn(ISHL);
        if (segments) {
            code.visitInsn(I2L);
        }
    }

    private void species(ElementType type) {
        code.visitFieldInsn(GETSTATIC, VectorShape.vector(type), shape.species(type), SPECIES);
    }

    private void invoke(ElementType type, String method, String descriptor) {
        code.visitMethodInsn(INVOKEVIRTUAL, VectorShape.vector(type), method, descriptor, false);
    }

    private void invokeStatic(ElementType type, String method, String descriptor) {
        code.visitMethodInsn(INVOKESTATIC, VectorShape.vector(type), method, descriptor, false);
    }

    private void binary(ElementType type, String method) {
        invoke(type, method, "(" + VECTOR + ")L" + VectorShape.vector(type) + ";");
    }

    /** Before the loop: a number, in a variable of its own type. */
    private void scalar(int number) {
        Step step = kernel.steps().get(number);
        if (step instanceof Step.Scalar operand) {
            boolean real = operand.type() == ElementType.F64;
            code.visitVarInsn(ALOAD, real ? FLOATS : INTEGERS);
            push(operand.index());
            code.visitInsn(real ? DALOAD : LALOAD);
        } else if (step instanceof Step.Cast cast && cast.from() == ElementType.F64 && cast.type() == ElementType.F32) {
            code.visitVarInsn(DLOAD, local(scalars, cast.operand()));
            code.visitInsn(D2F);
        } else if (step instanceof Step.Cast cast && cast.from() == ElementType.I64 && cast.type() == ElementType.I32) {
            code.visitVarInsn(LLOAD, local(scalars, cast.operand()));
            code.visitInsn(L2I);
        } else {
            throw new IllegalArgumentException("no vectors for " + step + " of numbers");
        }
        switch (step.type()) {
            case F64 -> scalars.put(number, store(DSTORE, 2));
            case F32 -> scalars.put(number, store(FSTORE, 1));
            case I32 -> scalars.put(number, store(ISTORE, 1));
            case I64, BOOL -> scalars.put(number, store(LSTORE, 2));
        }
    }

    /** Before the loop: a number as a vector, or a truth value as a mask of the type. */
    private void broadcast(int number, ElementType as) {
        String key = number + " " + as;
        if (kernel.varying().get(number) || broadcasts.containsKey(key)) {
            return;
        }
        ElementType type = kernel.steps().get(number).type();
        species(as);
        if (type == ElementType.BOOL) {
            code.visitVarInsn(LLOAD, local(scalars, number));
            code.visitInsn(L2I);
            code.visitMethodInsn(INVOKEINTERFACE, PACKAGE + "VectorSpecies", "maskAll", "(Z)L" + MASK + ";", true);
        } else {
            String descriptor = switch (type) {
                case F64 -> "D";
                case F32 -> "F";
                case I64 -> "J";
                case I32 -> "I";
                case BOOL -> throw new IllegalStateException();
            };
            int opcode = switch (type) {
                case F64 -> DLOAD;
                case F32 -> FLOAD;
                case I64 -> LLOAD;
                case I32 -> ILOAD;
                case BOOL -> throw new IllegalStateException();
            };
            code.visitVarInsn(opcode, local(scalars, number));
            invokeStatic(type, "broadcast", "(" + SPECIES + descriptor + ")L" + VectorShape.vector(type) + ";");
        }
        broadcasts.put(key, store(ASTORE, 1));
    }

    /** The type whose masks hold a truth value: that of what was compared. */
    private ElementType maskType(int number) {
        Step step = kernel.steps().get(number);
        if (step instanceof Step.Comparison comparison) {
            return comparison.operands();
        }
        if (step instanceof Step.Not not) {
            return maskType(not.operand());
        }
        if (step instanceof Step.Logic logic) {
            return maskType(kernel.varying().get(logic.left()) ? logic.left() : logic.right());
        }
        if (step instanceof Step.Select select) {
            return maskType(select.condition());
        }
        // Bits that are loaded are tested in integers of the widest type there is, so that lanes fit.
        return bitsType();
    }

    private ElementType bitsType() {
        return VectorShape.widest(kernel) == 64 ? ElementType.I64 : ElementType.I32;
    }

    /** Makes vectors of the numbers that steps use, before the loop. */
    private final class Operands implements Step.Visitor<Void> {
        @Override
        public Void load(Step.Load step) {
            if (step.type() == ElementType.BOOL && patterns == 0) {
                // The bits of a byte, each in a lane of its own.
                ElementType type = bitsType();
                push(shape.lanes());
                code.visitIntInsn(NEWARRAY, type == ElementType.I64 ? T_LONG : T_INT);
                for (int lane = 0; lane < shape.lanes(); lane++) {
                    code.visitInsn(DUP);
                    push(lane);
                    push(1 << lane);
                    if (type == ElementType.I64) {
                        code.visitInsn(I2L);
                        code.visitInsn(LASTORE);
                    } else {
                        code.visitInsn(IASTORE);
                    }
                }
                int array = store(ASTORE, 1);
                species(type);
                code.visitVarInsn(ALOAD, array);
                code.visitInsn(ICONST_0);
                invokeStatic(
                        type,
                        "fromArray",
                        "(" + SPECIES + (type == ElementType.I64 ? "[J" : "[I") + "I)L" + VectorShape.vector(type)
                                + ";");
                patterns = store(ASTORE, 1);
            }
            return null;
        }

        @Override
        public Void number(Step.Scalar step) {
            return null;
        }

        @Override
        public Void arithmetic(Step.Arithmetic step) {
            broadcast(step.left(), step.type());
            broadcast(step.right(), step.type());
            return null;
        }

        @Override
        public Void negate(Step.Negate step) {
            return null;
        }

        @Override
        public Void comparison(Step.Comparison step) {
            broadcast(step.left(), step.operands());
            broadcast(step.right(), step.operands());
            return null;
        }

        @Override
        public Void logic(Step.Logic step) {
            ElementType type = maskType(kernel.varying().get(step.left()) ? step.left() : step.right());
            broadcast(step.left(), type);
            broadcast(step.right(), type);
            return null;
        }

        @Override
        public Void not(Step.Not step) {
            return null;
        }

        @Override
        public Void select(Step.Select step) {
            ElementType type = step.type() == ElementType.BOOL ? maskType(step.condition()) : step.type();
            broadcast(step.then(), type);
            broadcast(step.otherwise(), type);
            return null;
        }

        @Override
        public Void cast(Step.Cast step) {
            return null;
        }
    }

    /** The steps of one vector of a round. */
    private final class Round implements Step.Visitor<Void> {
        private final int u;
        private final int[] values = new int[kernel.steps().size()];

        Round(int u) {
            this.u = u;
        }

        void compute(int step) {
            kernel.steps().get(step).accept(this);
            values[step] = store(ASTORE, 1);
        }

        /** Pushes a value as a vector of its type. */
        private void vector(int step) {
            code.visitVarInsn(
                    ALOAD,
                    kernel.varying().get(step)
                            ? values[step]
                            : local(
                                    broadcasts,
                                    step + " " + kernel.steps().get(step).type()));
        }

        /** Pushes a truth value as a mask of a type. */
        private void mask(int step, ElementType type) {
            if (!kernel.varying().get(step)) {
                code.visitVarInsn(ALOAD, local(broadcasts, step + " " + type));
                return;
            }
            code.visitVarInsn(ALOAD, values[step]);
            if (maskType(step) != type) {
                species(type);
                code.visitMethodInsn(INVOKEVIRTUAL, MASK, "cast", "(" + SPECIES + ")L" + MASK + ";", false);
            }
        }

        @Override
        public Void load(Step.Load step) {
            if (step.type() == ElementType.BOOL) {
                ElementType type = bitsType();
                species(type);
                code.visitVarInsn(ALOAD, local(buffers, step.tensor()));
                code.visitVarInsn(ILOAD, index);
                code.visitInsn(ICONST_3);
                code.visitInsn(IUSHR);
                code.visitMethodInsn(INVOKEVIRTUAL, BUFFER, "get", "(I)B", false);
                push(u * shape.lanes());
                code.visitInsn(IUSHR);
                if (type == ElementType.I64) {
                    code.visitInsn(I2L);
                }
                invokeStatic(
                        type,
                        "broadcast",
                        "(" + SPECIES + (type == ElementType.I64 ? "J" : "I") + ")L" + VectorShape.vector(type) + ";");
                code.visitVarInsn(ALOAD, patterns);
                binary(type, "and");
                code.visitFieldInsn(GETSTATIC, OPERATORS, "EQ", "L" + OPERATORS + "$Comparison;");
                code.visitVarInsn(ALOAD, patterns);
                compare(type);
                return null;
            }
            species(step.type());
            code.visitVarInsn(ALOAD, local(memory, step.tensor()));
            place(step.type(), u);
            code.visitVarInsn(ALOAD, order);
            invokeStatic(
                    step.type(),
                    segments ? "fromMemorySegment" : "fromByteBuffer",
                    "(" + SPECIES + (segments ? "L" + SEGMENT + ";J" : "L" + BUFFER + ";I") + ORDER + ")L"
                            + VectorShape.vector(step.type()) + ";");
            return null;
        }

        private void compare(ElementType type) {
            invoke(type, "compare", "(L" + OPERATORS + "$Comparison;" + VECTOR + ")L" + MASK + ";");
        }

        @Override
        public Void number(Step.Scalar step) {
            throw new IllegalStateException("a number in the loop");
        }

        @Override
        public Void arithmetic(Step.Arithmetic step) {
            vector(step.left());
            vector(step.right());
            binary(
                    step.type(),
                    switch (step.operator()) {
                        case ADD -> "add";
                        case SUBTRACT -> "sub";
                        case MULTIPLY -> "mul";
                        case DIVIDE -> "div";
                        case REMAINDER -> throw new IllegalStateException("vectors have no remainders");
                    });
            return null;
        }

        @Override
        public Void negate(Step.Negate step) {
            vector(step.operand());
            invoke(step.type(), "neg", "()L" + VectorShape.vector(step.type()) + ";");
            return null;
        }

        @Override
        public Void comparison(Step.Comparison step) {
            vector(step.left());
            code.visitFieldInsn(GETSTATIC, OPERATORS, step.operator().vector, "L" + OPERATORS + "$Comparison;");
            vector(step.right());
            compare(step.operands());
            return null;
        }

        @Override
        public Void logic(Step.Logic step) {
            ElementType type = maskType(kernel.varying().get(step.left()) ? step.left() : step.right());
            mask(step.left(), type);
            mask(step.right(), type);
            String method = switch (step.operator()) {
                case AND -> "and";
                case OR -> "or";
                case EQUAL, NOT_EQUAL -> "eq";
            };
            code.visitMethodInsn(INVOKEVIRTUAL, MASK, method, "(L" + MASK + ";)L" + MASK + ";", false);
            if (step.operator() == Step.LogicOperator.NOT_EQUAL) {
                code.visitMethodInsn(INVOKEVIRTUAL, MASK, "not", "()L" + MASK + ";", false);
            }
            return null;
        }

        @Override
        public Void not(Step.Not step) {
            code.visitVarInsn(ALOAD, values[step.operand()]);
            code.visitMethodInsn(INVOKEVIRTUAL, MASK, "not", "()L" + MASK + ";", false);
            return null;
        }

        @Override
        public Void select(Step.Select step) {
            if (step.type() == ElementType.BOOL) {
                throw new IllegalStateException("vectors do not choose between masks");
            }
            vector(step.otherwise());
            vector(step.then());
            mask(step.condition(), step.type());
            invoke(step.type(), "blend", "(" + VECTOR + "L" + MASK + ";)L" + VectorShape.vector(step.type()) + ";");
            return null;
        }

        @Override
        public Void cast(Step.Cast step) {
            vector(step.operand());
            code.visitFieldInsn(GETSTATIC, OPERATORS, VectorSupport.conversion(step), "L" + OPERATORS + "$Conversion;");
            species(step.type());
            code.visitInsn(ICONST_0);
            invoke(step.from(), "convertShape", "(L" + OPERATORS + "$Conversion;" + SPECIES + "I)" + VECTOR);
            code.visitTypeInsn(CHECKCAST, VectorShape.vector(step.type()));
            return null;
        }
    }
}
