package dev.anabranch.codegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Measures the bytecode of generated methods. */
final class MethodSizes {
    private MethodSizes() {}

    /** No method is larger than what the JIT compiles. */
    static void check(Map<String, byte[]> classes) {
        classes.forEach((name, bytes) -> assertThat(largest(bytes)).as(name).isLessThanOrEqualTo(8_000));
    }

    /** The bytes of the largest method. */
    static int largest(byte[] bytes) {
        AtomicInteger largest = new AtomicInteger();
        // A writer knows at which byte a label is.
        ClassVisitor measuring = new ClassVisitor(Opcodes.ASM9, new ClassWriter(0)) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(
                        Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                    @Override
                    public void visitMaxs(int maxStack, int maxLocals) {
                        Label end = new Label();
                        visitLabel(end);
                        largest.accumulateAndGet(end.getOffset(), Math::max);
                        super.visitMaxs(maxStack, maxLocals);
                    }
                };
            }
        };
        new ClassReader(bytes).accept(measuring, 0);
        return largest.get();
    }
}
