package dev.anabranch.codegen.compile;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The bytecode of methods. The JIT of the JVM leaves alone what is larger than {@link #MOST} bytes, however often it runs;
 * no generated method may be.
 */
public final class MethodSizes {
    /** The bytes of a method that is still compiled. */
    public static final int MOST = 8_000;

    private MethodSizes() {}

    /** Of classes by name, those with a method that is too large, and its bytes. */
    public static SortedMap<String, Integer> tooLarge(Map<String, byte[]> classes) {
        SortedMap<String, Integer> found = new TreeMap<>();
        classes.forEach((name, bytes) -> {
            int size = largest(bytes);
            if (size > MOST) {
                found.put(name, size);
            }
        });
        return found;
    }

    /** The bytes of the largest method of a class file. */
    public static int largest(byte[] bytes) {
        AtomicInteger largest = new AtomicInteger();
        // A writer knows at which byte a label is.
        ClassVisitor measuring = new ClassVisitor(Opcodes.ASM9, new ClassWriter(0)) {
            @Override
            public MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
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
