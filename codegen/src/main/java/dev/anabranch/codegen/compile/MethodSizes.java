package dev.anabranch.codegen.compile;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** Of classes by name, the methods that are too large, by class and name, and the bytes of each. */
    public static SortedMap<String, Integer> tooLarge(Map<String, byte[]> classes) {
        SortedMap<String, Integer> found = new TreeMap<>();
        classes.forEach((name, bytes) -> of(bytes).forEach((method, size) -> {
            if (size > MOST) {
                found.put(name + "." + method, size);
            }
        }));
        return found;
    }

    /** The bytes of each method of a class file, by name and descriptor. */
    public static SortedMap<String, Integer> of(byte[] bytes) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        ClassReader reader = new ClassReader(bytes);
        // A writer knows at which byte a label is; the constants of the class decide how long some instructions are.
        ClassVisitor measuring = new ClassVisitor(Opcodes.ASM9, new ClassWriter(reader, 0)) {
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
                        sizes.put(name + descriptor, end.getOffset());
                        super.visitMaxs(maxStack, maxLocals);
                    }
                };
            }
        };
        reader.accept(measuring, 0);
        return sizes;
    }
}
